import { expect, test } from "bun:test";
import { sbomOptions } from "../../../src/assess/sbom/options.ts";

test("sbomOptions ask for the NTIA's elements and have no policy unless told", () => {
  expect(sbomOptions.parse(undefined)).toEqual({
    quality: { standard: "ntia", min_percent: 100 },
    licences: { deny: [], allow: [] },
  });
});

test.each([
  { quality: { standard: "house" } },
  { quality: { min_percent: 101 } },
  { licences: { deny: [""] } },
  { licenses: {} },
])("sbomOptions refuse %j", (value) => {
  expect(sbomOptions.safeParse(value).success).toBe(false);
});
