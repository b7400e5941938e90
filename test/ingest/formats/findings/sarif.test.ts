import { describe, expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { sarif } from "../../../../src/ingest/formats/findings/sarif.ts";
import { codeOf } from "../../../support/code-of.ts";

const origin = { name: "scan.sarif", sha256: "0".repeat(64) };

function json(value: unknown): Document {
  return { form: "json", value };
}

describe("sarif.detect()", () => {
  test.each([
    ["runs and a version", { version: "2.1.0", runs: [] }, true],
    ["another version, to be refused by name", { version: "1.0.0", runs: [{}] }, true],
    ["runs and a SARIF schema", { $schema: "https://example.com/SARIF-2.1.0.json", runs: null }, true],
    ["runs alone", { runs: [] }, false],
    ["runs that are no list, without a schema", { version: "2.1.0", runs: {} }, false],
    ["a SARIF schema alone", { $schema: "https://example.com/sarif.json" }, false],
    ["a list", [], false],
    ["null", null, false],
  ])("%s", (_, value, expected) => {
    expect(sarif.detect(json(value))).toBe(expected);
  });

  test("leaves YAML and CSV to others", () => {
    expect(sarif.detect({ form: "yaml", value: { version: "2.1.0", runs: [] } })).toBe(false);
    expect(sarif.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

describe("sarif.read()", () => {
  test.each([
    ["1.0.0", "INPUT_UNSUPPORTED_VERSION"],
    ["2.0.0-csd.2.beta.2018-09-06", "INPUT_UNSUPPORTED_VERSION"],
    ["2.1", "INPUT_UNSUPPORTED_VERSION"],
    [2.1, "INPUT_UNSUPPORTED_VERSION"],
  ])("refuses version %p", (version, code) => {
    expect(codeOf(() => sarif.read(json({ version, runs: [] }), origin))).toBe(code);
  });

  test("refuses a list of results that is none, and says where it is", () => {
    const log = { version: "2.1.0", runs: [{ results: [] }, { results: { 0: {} } }] };
    expect(() => sarif.read(json(log), origin)).toThrow(
      expect.objectContaining({ code: "INPUT_MALFORMED", where: { file: "scan.sarif", pointer: "/runs/1/results" } }),
    );
  });

  test("refuses more runs than anybody merges", () => {
    const log = { version: "2.1.0", runs: new Array(10_001).fill({}) };
    expect(codeOf(() => sarif.read(json(log), origin))).toBe("INPUT_TOO_LARGE");
    expect(sarif.read(json({ ...log, runs: log.runs.slice(1) }), origin).items.findings).toEqual([]);
  });

  test("results that say nothing and results of odd words are doubts, with their numbers", () => {
    const rules = [{ id: "a" }];
    const results = [{}, {}, { ruleId: "a", level: "Error" }];
    const runs = [{ tool: { driver: { name: "t", rules } }, results }];
    expect(sarif.read(json({ version: "2.1.0", runs }), origin).coverage.doubts).toEqual([
      "2 results are unreadable",
      "results with a level that SARIF does not know: 1",
    ]);
  });

  test("doubts a log that keeps results beside its runs", () => {
    const run = { tool: { driver: { name: "t", version: "1" } }, results: [] };
    const log = { version: "2.1.0", runs: [run], inlineExternalProperties: [{ results: [{}, {}] }, { rules: [] }] };
    expect(sarif.read(json(log), origin).coverage.doubts).toEqual([expect.stringMatching(/inlineExternal.*: 2$/)]);
  });

  test("counts every result of every run: kept and not applicable are all", () => {
    const results = [{ ruleId: "a" }, { ruleId: "a", kind: "pass" }, 7, { ruleId: "b", baselineState: "absent" }];
    const reading = sarif.read(json({ version: "2.1.0", runs: [{ results }, null, { results }] }), origin);
    expect(reading.accounts).toEqual([
      {
        items: "results",
        raw: 8,
        kept: 2,
        notApplicable: [
          { reason: "baselineState absent", count: 2 },
          { reason: "kind pass", count: 2 },
          { reason: "unreadable result", count: 2 },
        ],
      },
    ]);
    expect(reading.items.findings?.map(({ source }) => source.pointer)).toEqual([
      "/runs/0/results/0",
      "/runs/2/results/0",
    ]);
  });
});
