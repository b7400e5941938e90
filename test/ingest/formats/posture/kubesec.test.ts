import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { kubesec } from "../../../../src/ingest/formats/posture/kubesec.ts";

function read(value: unknown): Reading {
  return kubesec.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("kubesec.detect()", () => {
  test.each([
    ["a report", [{ object: "Pod/a", valid: true, score: 0 }], true],
    ["an invalid object", [{ object: "", valid: false, score: 0 }], true],
    ["no score", [{ object: "Pod/a", valid: true }], false],
    ["no verdict", [{ object: "Pod/a", score: 1 }], false],
    ["an object", { object: "Pod/a", valid: true, score: 0 }, false],
  ])("%s", (_, value, expected) => {
    expect(kubesec.detect({ form: "json", value })).toBe(expected);
  });
});

describe("kubesec.read()", () => {
  const entry = { object: "Pod/a", valid: true, score: 1 };

  test.each([
    ["k8s/a.yaml", "k8s/a.yaml"],
    ["STDIN", undefined],
    ["API", undefined],
    [undefined, undefined],
  ])("the file %p is %p", (fileName, file) => {
    const value = [{ ...entry, fileName, scoring: { critical: [{ id: "x", reason: "r" }] } }];
    expect(read(value).items.findings?.[0]?.location.file).toBe(file as string);
  });

  test.each([
    ["an object that passed", [{ ...entry, scoring: { passed: [{ id: "x" }] } }], 0],
    ["an invalid one", [entry, { ...entry, valid: false }], 1],
    ["kinds without rules", [{ ...entry, message: "This resource kind is not supported by kubesec" }], 1],
  ])("%s", (_, value, doubts) => {
    expect(read(value).coverage.doubts).toHaveLength(doubts as number);
  });
});
