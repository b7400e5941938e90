import { expect, test } from "bun:test";
import { severityOfWord } from "../../src/ingest/severity-words.ts";

test.each([
  ["Critical", "critical"],
  ["IMPORTANT", "high"],
  ["moderate", "medium"],
  ["Low", "low"],
  ["Negligible", "info"],
  ["none", "info"],
] as const)("severityOfWord() takes %p for %s", (word, severity) => {
  expect(severityOfWord(word)).toBe(severity);
});

test.each([undefined, "", "unknown", "untriaged", "constructor", " high"])(
  "severityOfWord() does not guess at %p",
  (word) => {
    expect(severityOfWord(word)).toBe("unknown");
  },
);
