import { expect, test } from "bun:test";
import { numberRequirements } from "../../src/correlate/requirements.ts";
import { requirement } from "../support/build.ts";

const idsOf = (...given: readonly (string | undefined)[]): readonly string[] =>
  numberRequirements(given.map((givenId) => requirement(givenId === undefined ? {} : { givenId }))).map(({ id }) => id);

test.each([
  ["given ids are kept", ["REQ-1001", "REQ-2"], ["REQ-1001", "REQ-2"]],
  ["others are numbered in their order", [undefined, "SEC-7"], ["REQ-0001", "REQ-0002"]],
  ["numbers that are given are skipped", [undefined, "REQ-0001", undefined], ["REQ-0002", "REQ-0001", "REQ-0003"]],
  ["shared ids stay", ["REQ-1", "REQ-1"], ["REQ-1", "REQ-1"]],
  ["odd ones are no ids", ["REQ-", "REQ-a b", "req-1"], ["REQ-0001", "REQ-0002", "REQ-0003"]],
])("numberRequirements(): %s", (_, given, ids) => {
  expect(idsOf(...given)).toEqual(ids);
});

test("numberRequirements() never changes a given id, whatever is added", () => {
  expect(idsOf("REQ-0007", undefined)[0]).toBe("REQ-0007");
  expect(idsOf(undefined, undefined, "REQ-0007")[2]).toBe("REQ-0007");
});
