import { expect, test } from "bun:test";
import { requirementsData } from "../../../../src/ingest/formats/context/requirements-data.ts";

test.each([
  ["an object", { requirements: [{ requirement_id: "REQ-1" }] }, true],
  ["entries with an id and a feature", { requirements: [{ id: 1, feature: "login" }] }, true],
  ["a bare list", [{ requirement_id: "REQ-1" }], true],
  ["entries with a name and a version", { requirements: [{ name: "flask", version: "2" }] }, false],
  ["an empty list", { requirements: [] }, false],
  ["another document", { requirements: [{ requirement_id: "x" }], runs: [] }, false],
  ["a list of components", [{ component: "a", requirement_id: "x" }], false],
  ["nothing", null, false],
])("requirementsData.detect() of %s", (_, value, is) => {
  expect(requirementsData.detect({ form: "json", value })).toBe(is);
});
