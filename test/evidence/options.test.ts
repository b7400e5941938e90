import { expect, test } from "bun:test";
import { sectionNames as assessed } from "../../src/assess/index.ts";
import { evidenceOptions, mandatorySections, sectionNames } from "../../src/evidence/options.ts";

test("evidenceOptions compress and keep for seven years, and neither encrypt nor sign unasked", () => {
  expect(evidenceOptions.parse(undefined)).toEqual({
    compress: true,
    encrypt: false,
    recipients: [],
    max_bytes: 256 * 1024 * 1024,
    keep_inputs: true,
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
  { recipients: ["age1"] },
  { recipients: ["ssh-ed25519 AAAA"] },
  { recipients: "age1" },
  { max_bytes: 1023 },
  { max_bytes: 2 ** 31 + 1 },
  { keep_inputs: 1 },
  { more: [] },
])("evidenceOptions refuse %j", (options) => {
  expect(evidenceOptions.safeParse(options).success).toBe(false);
});

test("evidenceOptions take recipients of age", () => {
  const recipients = ["age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"];
  expect(evidenceOptions.parse({ recipients }).recipients).toEqual(recipients);
});

test("sectionNames are those that assess gives, and the two that are written about the run", () => {
  expect<readonly string[]>(sectionNames.toSorted()).toEqual([...assessed, "decision", "overlay"].toSorted());
  expect(mandatorySections.filter((name) => !sectionNames.some((known) => known === name))).toEqual([]);
});
