import { describe, expect, test } from "bun:test";
import { contextOf, type FindingDraft, findingOf } from "../../../../src/ingest/formats/findings/finding-draft.ts";

const draft: FindingDraft = {
  ruleId: "R1",
  tool: "lint",
  level: "error",
  severity: "high",
  message: "said",
  source: { input: "r.json", pointer: "/0" },
};

describe("findingOf()", () => {
  test.each([
    ["./src/a.py", "src/a.py"],
    ["src\\a.py", "src/a.py"],
    [".\\src\\a.py", "src/a.py"],
    ["/abs/a.py", "/abs/a.py"],
    ["../a.py", "../a.py"],
    ["a%20b.py", "a%20b.py"],
    [" ", undefined],
  ])("file %p is %p", (file, expected) => {
    expect(findingOf({ ...draft, file }).location.file).toBe(expected as string);
  });

  test("puts a message on one line and shortens what is too long", () => {
    const finding = findingOf({ ...draft, ruleId: "r".repeat(900), message: ` a\n\tb ${"z".repeat(9000)}` });
    expect(finding.message.startsWith("a b z")).toBe(true);
    expect(finding.message.length).toBeLessThanOrEqual(4096);
    expect(finding.ruleId).toHaveLength(200);
  });

  test.each([undefined, "", " \n "])("message %p becomes one that says so", (message) => {
    expect(findingOf({ ...draft, message }).message).toBe("the report gives no message");
  });

  test("names CWEs once and vulnerabilities of rule id and message", () => {
    const finding = findingOf({
      ...draft,
      ruleId: "CVE-2021-44228-log4j",
      cwes: ["CWE-079", "79", "none"],
      vulnerabilityIds: ["CVE-2021-44228", "CVE-2021-45046"],
    });
    expect(finding.cwes).toEqual(["CWE-79"]);
    expect(finding.vulnerabilityIds).toEqual(["CVE-2021-44228", "CVE-2021-45046"]);
  });

  test("keeps the context, unless it may be a secret", () => {
    const context = "key = 'hunter2'";
    expect(findingOf({ ...draft, context }).context).toBe(context);
    const finding = findingOf({ ...draft, context, cwes: ["CWE-798"], message: "found 'hunter2'" });
    expect(JSON.stringify(finding)).not.toContain("hunter2");
  });
});

test.each([
  [["a\n  b", undefined, "c"], "a b c"],
  [[" "], undefined],
  [[], undefined],
  [["x".repeat(999), "y"], "x".repeat(400)],
])("contextOf(%j)", (parts, expected) => {
  expect(contextOf(parts)).toBe(expected as string);
});
