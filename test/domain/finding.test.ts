import { expect, test } from "bun:test";
import { locationText } from "../../src/domain/finding.ts";
import { finding } from "../support/build.ts";

test.each([
  [{ file: "src/app.ts", line: 12 }, "src/app.ts:12"],
  [{ file: "src/app.ts" }, "src/app.ts"],
  [{}, "scan.sarif#/runs/0/results/3"],
])("locationText() of %j is %s", (location, text) => {
  expect(locationText(finding({ location, source: { input: "scan.sarif", pointer: "/runs/0/results/3" } }))).toBe(text);
});
