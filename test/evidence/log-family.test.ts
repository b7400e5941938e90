import { describe, expect, test } from "bun:test";
import type { StoredLogs } from "../../src/domain/runtime.ts";
import { checkFamily, fileOf } from "../../src/evidence/log-family.ts";
import { sampleFamily } from "../support/log-family.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const family = sampleFamily([2024, 2025, 2026], 3);

function problemsOf(stored: StoredLogs): readonly string[] {
  return checkFamily(stored).problems.map(({ file, line }) => `${file} ${line ?? "-"}`);
}

/** The family with one closed year changed. */
function withYear(year: string, change: (log: Uint8Array) => Uint8Array): StoredLogs {
  const closed = family.closed!.map((one) =>
    one.year === year ? { year, log: change(one.log), head: undefined } : one,
  );
  return { ...family, closed };
}

describe("checkFamily()", () => {
  test("finds sound years sound, and has the lines of all", () => {
    const report = checkFamily(family);
    expect(report.problems).toEqual([]);
    expect(report.size).toBe(4 + 5 + 4);
    expect(report.members.map(({ year }) => year)).toEqual(["2024", "2025", undefined]);
    expect(new Set(report.members.map(({ origin }) => origin)).size).toBe(3);
    expect(report.lines.map(({ line }) => line.event.split(".")[1]).join(" ")).toBe(
      "made made made closed opened made made made closed opened made made made",
    );
    expect(report.lastLeaf).toBe(report.members[2]!.report.lastLeaf);
  });

  test("of one log is that log", () => {
    const one = sampleFamily([2026], 3);
    expect(checkFamily(one)).toMatchObject({ size: 3, problems: [], members: [{ report: { size: 3 } }] });
  });

  test("counts a year that a crash left in both places once", () => {
    const [first, second] = family.closed!;
    const report = checkFamily({ ...second!, closed: [first!, second!] });
    expect([report.problems, report.size, report.members.length]).toEqual([[], 9, 2]);
  });

  test.each<[string, StoredLogs, readonly string[]]>([
    ["a missing first year", { ...family, closed: family.closed!.slice(1) }, ["shards/2025/audit.jsonl 1"]],
    ["a missing year between", { ...family, closed: family.closed!.slice(0, 1) }, ["audit.jsonl 1"]],
    ["all closed years missing", { log: family.log, head: family.head }, ["audit.jsonl 1"]],
    ["a missing open log", { ...family, log: new Uint8Array(), head: undefined }, ["audit.jsonl -"]],
    [
      "a cut year",
      withYear("2024", (log) => log.subarray(0, log.lastIndexOf(10, -2) + 1)),
      ["shards/2024/audit.jsonl -"],
    ],
    ["a torn year", withYear("2024", (log) => bytesOf(`${textOf(log)}x`)), ["shards/2024/audit.jsonl -"]],
    [
      "an empty year",
      withYear("2025", () => new Uint8Array()),
      ["shards/2025/audit.jsonl -", "shards/2025/audit.jsonl -"],
    ],
    [
      "years in other places",
      { ...family, closed: family.closed!.map((one, at) => ({ ...one, year: ["2025", "2024"][at]! })) },
      ["shards/2025/audit.jsonl -", "shards/2024/audit.jsonl -"],
    ],
  ])("finds %s", (_, stored, expected) => {
    expect(problemsOf(stored)).toEqual([...expected]);
  });

  test("finds another year in the place of one, as sound as it is by itself", () => {
    const other = sampleFamily([2024, 2025, 2026], 4).closed![0]!;
    const report = checkFamily({ ...family, closed: [other, family.closed![1]!] });
    expect(report.problems.map(({ file, line }) => [file, line])).toEqual([["shards/2025/audit.jsonl", 1]]);
  });

  test("finds every changed byte of a closed year", () => {
    const { log } = family.closed![0]!;
    for (let at = 0; at < log.length; at += 3) {
      expect([at, problemsOf(withYear("2024", () => log.with(at, log[at]! ^ 1))).length > 0]).toEqual([at, true]);
    }
  });
});

test("fileOf() is the path below the directory of the open log", () => {
  expect([fileOf({}, "head"), fileOf({ year: "2024" }, "head")]).toEqual(["head", "shards/2024/head"]);
});
