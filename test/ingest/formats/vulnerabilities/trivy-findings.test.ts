import { describe, expect, test } from "bun:test";
import { toMisconfiguration, toSecret } from "../../../../src/ingest/formats/vulnerabilities/trivy-findings.ts";

const place = {
  target: "main.tf",
  type: "terraform",
  known: { purl: () => undefined, cwe: () => undefined },
  source: { input: "t.json", pointer: "/x" },
};

describe("toMisconfiguration()", () => {
  test.each([
    [{ ID: "A", AVDID: "B" }, "A"],
    [{ AVDID: "B" }, "B"],
    [{ Title: "t" }, undefined],
    [null, undefined],
  ])("rule of %p is %p", (item, ruleId) => {
    expect(toMisconfiguration(item, place)?.ruleId).toBe(ruleId as string);
  });

  test.each([
    [12, { file: "main.tf", line: 12 }],
    [0, { file: "main.tf" }],
    [1.5, { file: "main.tf" }],
    ["3", { file: "main.tf" }],
  ])("start line %p is location %p", (StartLine, location) => {
    expect(toMisconfiguration({ ID: "A", CauseMetadata: { StartLine } }, place)?.location).toEqual(location);
  });

  test("keeps Trivy's word as level and translates it", () => {
    expect(toMisconfiguration({ ID: "A", Severity: "MEDIUM" }, place)).toMatchObject({
      level: "MEDIUM",
      severity: "medium",
    });
    expect(toMisconfiguration({ ID: "A" }, place)?.severity).toBe("unknown");
  });
});

test("toSecret() never repeats the secret", () => {
  const secret = "hunter2-hunter2";
  const item = { RuleID: "password", Severity: "HIGH", Match: secret, Code: { Lines: [{ Content: secret }] } };
  expect(JSON.stringify(toSecret({ ...item, Title: "A password" }, place))).not.toContain(secret);
  expect(JSON.stringify(toSecret(item, place))).not.toContain(secret);
});
