import { expect, test } from "bun:test";
import {
  isRequirementHeader,
  requirementColumnOf,
} from "../../../../src/ingest/formats/context/requirement-columns.ts";

test.each([
  ["Requirement ID", "id"],
  ["control-refs", "controls"],
  ["internet_facing", "internetFacing"],
  ["priority", undefined],
] as const)("requirementColumnOf(%j) is %s", (header, column) => {
  expect(requirementColumnOf(header)).toBe(column);
});

test.each([
  [["requirement_id", "feature"], true],
  [["feature", "control_refs"], true],
  [["feature", "notes"], false],
  [["component", "requirement_id"], false],
  [[], false],
])("isRequirementHeader(%j) is %p", (headers, is) => {
  expect(isRequirementHeader(headers)).toBe(is);
});
