import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { kubeBench } from "../../../../src/ingest/formats/posture/kube-bench.ts";

function read(value: unknown): Reading {
  return kubeBench.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("kubeBench.detect()", () => {
  test.each([
    ["controls and totals", { Controls: [], Totals: {} }, true],
    ["null for controls", { Controls: null, Totals: {} }, true],
    ["a list of controls", [{ node_type: "node", tests: [] }], true],
    ["one control", { node_type: "node", tests: null }, true],
    ["tests of something else", { tests: [] }, false],
    ["controls without totals", { Controls: [] }, false],
    ["an empty list: of anybody", [], false],
  ])("%s", (_, value, expected) => {
    expect(kubeBench.detect({ form: "json", value })).toBe(expected);
  });
});

describe("kubeBench.detect() of a stream", () => {
  const control = { node_type: "node", tests: [] };

  test.each([
    ["controls", [control, control], "json", true],
    ["a control and something else", [control, {}], "json", false],
    ["YAML", [control, control], "yaml", false],
  ])("%s", (_, values, syntax, expected) => {
    expect(kubeBench.detect({ form: "stream", syntax: syntax as "json", values })).toBe(expected);
  });
});

describe("kubeBench.read()", () => {
  test.each([
    ["PASS", 0, 0],
    ["INFO", 0, 0],
    ["FAIL", 1, 0],
    ["WARN", 1, 0],
    ["pass", 0, 1],
    [undefined, 0, 1],
  ])("status %p gives %p findings and %p doubts", (status, findings, doubts) => {
    const { items, coverage } = read([{ node_type: "node", tests: [{ results: [{ test_number: "1", status }] }] }]);
    expect([items.findings?.length, coverage.doubts.length]).toEqual([findings, doubts]);
  });
});
