import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { gosec } from "../../../../src/ingest/formats/findings/gosec.ts";

describe("gosec.detect()", () => {
  test.each([
    ["a report", { Issues: [{}], Stats: { files: 1, found: 0 } }, true],
    ["a clean report of older Go", { Issues: null, Stats: { files: 1, found: 0 } }, true],
    ["golangci-lint", { Issues: [{ FromLinter: "govet" }], Report: { Linters: [] } }, false],
    ["no numbers", { Issues: [], Stats: {} }, false],
    ["other spelling", { issues: [], Stats: { files: 1 } }, false],
  ])("%s", (_, value, expected) => {
    expect(gosec.detect({ form: "json", value })).toBe(expected);
  });
});

test.each([
  [[{ kind: "inSource" }], false, { kind: "in_source" }],
  [[{ kind: "external", justification: "why" }], false, { kind: "external", justification: "why" }],
  [null, true, { kind: "in_source" }],
  [[], false, undefined],
])("suppressions %j and nosec %p", (suppressions, nosec, expected) => {
  const { items } = read({ Issues: [{ rule_id: "G1", suppressions, nosec }], Stats: { files: 1 } });
  expect(items.findings?.[0]?.suppression).toEqual(expected as never);
});

function read(value: unknown): Reading {
  return gosec.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
