import { describe, expect, test } from "bun:test";
import { findingOf } from "../../../../src/ingest/formats/posture/check-finding.ts";
import { checkReading, countOf, keepFinding, lose, passed } from "../../../../src/ingest/formats/posture/check-sink.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";
import { leaveOut } from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

const finding = { ruleId: "x", tool: "t", message: "m", source: { input: "a", pointer: "" } };

describe("checkReading()", () => {
  test("closes an account of each sort, and says zero of the main one", () => {
    expect(checkReading(postureSink("a"), { coverage: { doubts: [] }, sort: "checks" }).accounts).toEqual([
      { items: "checks", raw: 0, kept: 0, notApplicable: [] },
    ]);
  });

  test("raw is kept and left out and lost, and only what is lost is doubtful", () => {
    const sink = postureSink("a");
    keepFinding(sink, "checks", findingOf(finding));
    keepFinding(sink, "checks", undefined);
    leaveOut(sink, "checks", passed, 3);
    leaveOut(sink, "checks", passed, 0);
    lose(sink, "secrets", "odd", 2);
    lose(sink, "secrets", "odd", 0);
    const { accounts, coverage } = checkReading(sink, { coverage: { doubts: ["first"] }, sort: "checks" });
    expect(accounts.map(({ items, raw, kept }) => [items, raw, kept])).toEqual([
      ["checks", 5, 1],
      ["secrets", 2, 0],
    ]);
    expect(coverage.doubts).toEqual(["first", "1 checks cannot be used: no rule id", "2 secrets cannot be used: odd"]);
  });

  test("has a list of observations only when vulnerabilities were looked for", () => {
    const close = { coverage: { doubts: [] }, sort: "checks" } as const;
    expect(checkReading(postureSink("a"), close).items.observations).toBeUndefined();
    expect(checkReading(postureSink("a"), { ...close, lookedForVulnerabilities: true }).items.observations).toEqual([]);
  });
});

describe("countOf()", () => {
  test.each([
    [3, 3],
    [0, 0],
    [-1, 0],
    [1.5, 0],
    [1e300, 0],
    ["3", 0],
    [null, 0],
  ])("%p counts %p", (value, expected) => {
    expect(countOf(value)).toBe(expected);
  });
});
