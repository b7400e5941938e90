import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { eslint } from "../../../../src/ingest/formats/findings/eslint.ts";

describe("eslint.detect()", () => {
  test.each([
    ["a list of files", [{ filePath: "/a.js", messages: [] }], true],
    ["with metadata", { results: [{ filePath: "/a.js", messages: [] }], metadata: { rulesMeta: {} } }, true],
    ["one readable file", [null, { filePath: "/a.js", messages: [] }], true],
    ["Stylelint", [{ source: "/a.css", warnings: [] }], false],
    ["no messages", [{ filePath: "/a.js" }], false],
    ["an object without metadata", { results: [{ filePath: "/a.js", messages: [] }] }, false],
    ["nothing", [], false],
  ])("%s", (_, value, expected) => {
    expect(eslint.detect({ form: "json", value })).toBe(expected);
  });
});

describe("eslint.read()", () => {
  test.each([
    [1, "medium"],
    [2, "high"],
    [0, "unknown"],
    ["2", "unknown"],
  ])("severity %p is %p", (severity, expected) => {
    const { items } = read([{ filePath: "/a.js", messages: [{ ruleId: "r", severity }] }]);
    expect(items.findings?.[0]?.severity).toBe(expected as "high");
  });

  test("a file that could not be parsed is a doubt and no finding", () => {
    const { items, coverage } = read([{ filePath: "/a.js", messages: [{ ruleId: null, fatal: true, message: "m" }] }]);
    expect(items.findings).toEqual([]);
    expect(coverage.doubts).toHaveLength(1);
  });
});

function read(value: unknown): Reading {
  return eslint.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}
