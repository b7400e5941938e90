import { describe, expect, test } from "bun:test";
import {
  gradeOf,
  isOddLevel,
  isUnread,
  levelWord,
  oddGrade,
  openQuestion,
  type Rating,
  ratedSeverity,
  securitySeverity,
} from "../../../../src/ingest/formats/findings/sarif-severity.ts";

describe("securitySeverity()", () => {
  test.each([
    ["10.0", "critical"],
    ["9.1", "critical"],
    ["9.0", "critical"],
    ["8.9", "high"],
    ["7.0", "high"],
    ["6.9", "medium"],
    ["4.0", "medium"],
    ["3.9", "low"],
    ["0.1", "low"],
    ["0.0", "info"],
    [9.8, "critical"],
    [0, "info"],
    [" 7.5 ", "high"],
  ])("%p is %p", (score, severity) => {
    expect(rating(score)).toEqual({ severity: severity as "info", isReadable: true });
  });

  test.each([
    ["11", "unknown"],
    [-1, "unknown"],
    [Number.NaN, "unknown"],
    ["9,8", "unknown"],
    ["0x9", "unknown"],
    ["1e1", "unknown"],
    [" ", "unknown"],
    [["9"], "unknown"],
    [{}, "unknown"],
  ])("%p cannot be read and is %p", (score, severity) => {
    expect(rating(score)).toEqual({ severity: severity as "info", isReadable: false });
  });

  test.each([
    ["high", "high"],
    [" CRITICAL ", "critical"],
  ])("the word %p counts as %p", (word, severity) => {
    expect(rating(word)).toEqual({ severity: severity as "info", isReadable: true });
  });

  test.each([undefined, null, "", "null"])("%p is none", (score) => {
    expect(rating(score)).toBeUndefined();
  });
});

function rating(score: unknown): Rating | undefined {
  return securitySeverity({ properties: { "security-severity": score } });
}

test("levelWord() knows the four words of SARIF only", () => {
  expect(["error", "warning", "note", "none", "Error", "fatal", 1, null].map(levelWord)).toEqual([
    "error",
    "warning",
    "note",
    "none",
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  [undefined, false],
  [null, false],
  ["error", false],
  ["Error", true],
  ["", true],
  [1, true],
])("isOddLevel(%p) is %p", (word, odd) => {
  expect(isOddLevel(word)).toBe(odd);
});

test("gradeOf() gives levels their severity, openQuestion none", () => {
  const levels = ["error", "warning", "note", "none"] as const;
  expect(levels.map((level) => gradeOf(level).severity)).toEqual(["high", "medium", "low", "info"]);
  expect(openQuestion.severity).toBe("unknown");
});

test.each([
  ["critical", undefined, "critical", "unknown"],
  ["critical", "note", "critical", "unknown"],
  ["fatal", "error", "fatal", "high"],
  [7, undefined, "unknown", "unknown"],
  ["x".repeat(50), undefined, "x".repeat(40), "unknown"],
] as const)("oddGrade(%p, %p) is %p, %p", (word, inherited, level, severity) => {
  expect(oddGrade(word, inherited)).toEqual({ level, severity, isKnown: false });
});

const read = (severity: Rating["severity"]): Rating => ({ severity, isReadable: true });
const unread = (severity: Rating["severity"]): Rating => ({ severity, isReadable: false });

test.each([
  ["without scores the level decides", undefined, undefined, "high", "high"],
  ["a score decides above the level", read("critical"), undefined, "low", "critical"],
  ["and below it", undefined, read("low"), "high", "low"],
  ["the worse of two", read("low"), read("critical"), "low", "critical"],
  ["a score of 0 leaves it to the level", read("info"), undefined, "high", "high"],
  ["even when the level is an open question", read("info"), undefined, "unknown", "unknown"],
  ["a score of 0 beside another", read("info"), read("low"), "high", "low"],
  ["an unreadable one brings the level in", unread("unknown"), read("low"), "high", "high"],
  ["a word is worse than the level", unread("critical"), undefined, "low", "critical"],
  ["a word is better than the level", undefined, unread("low"), "high", "high"],
] as const)("ratedSeverity(): %s", (_, ...[own, ofRule, byLevel, expected]) => {
  expect(ratedSeverity(own, ofRule, byLevel)).toBe(expected);
});

test("isUnread() of absent, readable and unreadable scores", () => {
  expect([isUnread(undefined), isUnread(read("low")), isUnread(unread("low"))]).toEqual([false, false, true]);
});
