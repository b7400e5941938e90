import { expect, test } from "bun:test";
import { note, survey, surveyed } from "../../../../src/ingest/formats/cloud/survey.ts";

test("surveyed() counts distinct resources and rules and keeps the latest date", () => {
  const found = survey();
  note(found, { tool: "a", version: "1", resources: ["r", "s"], rule: "x", date: "2024-01-02" });
  note(found, { tool: "a", version: "1", resources: ["r"], rule: "y", date: "2024-01-01" });
  expect(surveyed(found, [])).toEqual({
    tool: "a",
    toolVersion: "1",
    targets: 2,
    rules: 2,
    generatedAt: "2024-01-02",
    doubts: [],
  });
});

test("surveyed() gives no version when there are several or several tools", () => {
  const found = survey();
  note(found, { tool: "a", version: "1", resources: ["r"] });
  note(found, { tool: "b" });
  expect(surveyed(found, []).toolVersion).toBeUndefined();
  expect(surveyed(found, []).tool).toBe("a, b");
});

test("surveyed() doubts a report without a resource once, and not beside other doubts", () => {
  expect(surveyed(survey(), []).doubts).toHaveLength(1);
  expect(surveyed(survey(), ["empty"]).doubts).toEqual(["empty"]);
});
