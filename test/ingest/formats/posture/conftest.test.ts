import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { conftest } from "../../../../src/ingest/formats/posture/conftest.ts";

function read(value: unknown): Reading {
  return conftest.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("conftest.detect()", () => {
  test.each([
    ["a report", [{ filename: "a", namespace: "main", successes: 1 }], true],
    ["lists of an old version", [{ filename: "a", successes: [], failures: [] }], true],
    ["one readable result among others", [null, { filename: "a", successes: 0 }], true],
    ["no file name", [{ successes: 1 }], false],
    ["ESLint", [{ filePath: "a", messages: [] }], false],
    ["an empty list: of anybody", [], false],
    ["an object", { filename: "a", successes: 1 }, false],
  ])("%s", (_, value, expected) => {
    expect(conftest.detect({ form: "json", value })).toBe(expected);
  });
});

describe("conftest.read()", () => {
  const entry = { filename: "a.yaml", namespace: "team", successes: 1 };

  test.each([
    [{}, "team.failures", "high"],
    [{ metadata: { query: "data.team.deny" } }, "data.team.deny", "high"],
    [{ metadata: { code: "c", id: "i", query: "q", severity: "low" } }, "c", "low"],
    [{ metadata: { severity: "blocker" } }, "team.failures", "high"],
  ])("the failure %p is %p and %p", (failure, ruleId, severity) => {
    const [finding] = read([{ ...entry, failures: [failure] }]).items.findings ?? [];
    expect([finding?.ruleId, finding?.severity]).toEqual([ruleId, severity as "high"]);
  });

  test.each([
    ["a file that passed", [entry], 0],
    ["a file that no policy is about", [{ ...entry, successes: 0 }], 1],
    ["a number of successes that is none", [{ ...entry, successes: -3 }], 1],
    ["a skipped policy", [{ ...entry, skipped: 2 }], 1],
  ])("%s", (_, value, doubts) => {
    expect(read(value).coverage.doubts).toHaveLength(doubts as number);
  });
});
