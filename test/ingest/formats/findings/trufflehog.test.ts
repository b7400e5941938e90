import { describe, expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { trufflehog } from "../../../../src/ingest/formats/findings/trufflehog.ts";

const secret = { SourceMetadata: { Data: {} }, DetectorName: "AWS" };
const log = { level: "info-0", logger: "trufflehog", msg: "running source" };

function stream(...values: readonly unknown[]): Document {
  return { form: "stream", syntax: "json", values };
}

describe("trufflehog.detect()", () => {
  test.each<readonly [string, Document, boolean]>([
    ["one secret", { form: "json", value: secret }, true],
    ["a stream", stream(secret, secret), true],
    ["a list that somebody made of it", { form: "json", value: [secret] }, true],
    ["the log of a clean scan", stream(log, log), true],
    ["version 2", stream({ reason: "High Entropy", stringsFound: [] }), true],
    ["another log", stream({ ...log, logger: "other" }), false],
    ["YAML", { form: "stream", syntax: "yaml", values: [secret] }, false],
    ["no detector", stream({ SourceMetadata: {} }), false],
  ])("%s", (_, document, expected) => {
    expect(trufflehog.detect(document)).toBe(expected);
  });
});

test.each([
  ["without an end", [log], 1],
  ["with an end", [log, { ...log, msg: "finished scanning", chunks: 3 }], 0],
  ["of nothing", [{ ...log, msg: "finished scanning", chunks: 0 }], 1],
  [
    "with an error",
    [
      { ...log, level: "error" },
      { ...log, msg: "finished scanning", chunks: 3 },
    ],
    1,
  ],
])("a log %s", (_, values, doubts) => {
  const { coverage } = trufflehog.read(stream(...values), { name: "t.json", sha256: "0".repeat(64) });
  expect(coverage.doubts).toHaveLength(doubts);
});
