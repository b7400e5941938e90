import { expect, test } from "bun:test";
import { sectionNames as assessed } from "../../src/assess/index.ts";
import { evidenceOptions, mandatorySections, sectionNames } from "../../src/evidence/options.ts";

test("evidenceOptions compress and keep for seven years, and neither encrypt nor sign unasked", () => {
  expect(evidenceOptions.parse(undefined)).toEqual({
    compress: true,
    encrypt: false,
    sign: false,
    retention_days: 2555,
  });
});

test.each([
  { retention_days: 0 },
  { retention_days: 36_501 },
  { retention_days: 1.5 },
  { retention_days: "2555" },
  { encrypt: "NO" },
  { include_sections: ["desicion"] },
  { recipients: [] },
])("evidenceOptions refuse %j", (options) => {
  expect(evidenceOptions.safeParse(options).success).toBe(false);
});

test("sectionNames are those that assess gives, and the two that are written about the run", () => {
  expect<readonly string[]>(sectionNames.toSorted()).toEqual([...assessed, "decision", "overlay"].toSorted());
  expect(mandatorySections.filter((name) => !sectionNames.some((known) => known === name))).toEqual([]);
});
