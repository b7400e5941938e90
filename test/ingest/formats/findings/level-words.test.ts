import { expect, test } from "bun:test";
import { severityOfLevel } from "../../../../src/ingest/formats/findings/level-words.ts";

test.each([
  ["error", "high"],
  ["ERROR", "high"],
  ["warning", "medium"],
  ["warn", "medium"],
  ["note", "low"],
  ["info", "low"],
  ["ignore", "info"],
  ["none", "info"],
  ["critical", "critical"],
  ["fatal", "unknown"],
  [undefined, "unknown"],
])("severityOfLevel(%p) is %p", (word, severity) => {
  expect(severityOfLevel(word)).toBe(severity as "high");
});
