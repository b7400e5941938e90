import { expect, test } from "bun:test";
import {
  authenticationWords,
  criticalityWords,
  environmentWords,
  exposureWords,
  internetFacingWords,
  plain,
  readWord,
  splitWords,
  strictest,
} from "../../../../src/ingest/formats/context/vocabulary.ts";
import type { Notices } from "../../../../src/ingest/notices.ts";

test("plain() ignores case, spaces, - and _", () => {
  expect(plain(" Data-Class_ification ")).toBe("dataclassification");
});

test.each([
  [["internal", "internet", "none"], "internet"],
  [["unknown", "internal"], "unknown"],
  [["unknown", "partner"], "partner"],
  [[], undefined],
] as const)("strictest() of exposures %j is %s", (words, expected) => {
  expect(strictest(exposureWords, words)).toBe(expected);
});

test("every vocabulary ranks each of its words once", () => {
  for (const { words, strictness } of [
    exposureWords,
    criticalityWords,
    environmentWords,
    internetFacingWords,
    authenticationWords,
  ]) {
    const given: readonly string[] = [...new Set<string>(words.values())];
    expect(given.toSorted()).toEqual([...strictness].toSorted());
  }
});

test.each([
  ["PII/PHI", ["PII", "PHI"]],
  ["a; b,c|d", ["a", "b", "c", "d"]],
  [" / ", []],
])("splitWords(%j) is %j", (cell, words) => {
  expect(splitWords(cell)).toEqual(words);
});

test("readWord() gives unknown with a notice, never a default", () => {
  const notices: Notices = new Map();
  const cell = (value: string) => ({ header: "criticality", value, place: "line 2" });
  expect(readWord(criticalityWords.words, cell("Mission Critical"), notices)).toBe("mission_critical");
  expect(readWord(criticalityWords.words, cell("unknown"), notices)).toBe("unknown");
  expect(notices.size).toBe(0);
  expect(readWord(criticalityWords.words, cell("constructor"), notices)).toBe("unknown");
  expect([...notices.values()][0]?.text).toContain('line 2: criticality "constructor"');
});
