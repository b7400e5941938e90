import { expect, test } from "bun:test";
import { columnOf, isDesignHeader } from "../../../../src/ingest/formats/context/design-columns.ts";

test.each([
  ["Component", "name"],
  ["service-name", "name"],
  ["INTERNET FACING", "internetFacing"],
  ["auth_required", "authentication"],
  ["Authentication Required", "authentication"],
  ["data_class", "dataClasses"],
  ["Customer Impact", "criticality"],
  ["serviceTier", "criticality"],
  ["ControlScope", "controlScope"],
  ["constructor", undefined],
  ["", undefined],
] as const)("columnOf(%j) is %s", (header, column) => {
  expect(columnOf(header)).toBe(column);
});

test.each([
  [["component", "colour"], true],
  [["service", "exposure"], true],
  [["name", "owner"], true],
  [["Name"], true],
  [["name", "version", "purl"], false],
  [["ServiceName", "Severity", "Description"], false],
  [["exposure", "owner"], false],
  [["exploitation", "exposure", "automatable"], false],
  [[], false],
])("isDesignHeader(%j) is %j", (headers, expected) => {
  expect(isDesignHeader(headers)).toBe(expected);
});
