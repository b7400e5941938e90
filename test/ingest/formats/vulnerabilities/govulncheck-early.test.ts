import { expect, test } from "bun:test";
import { isEarlyReport, readEarly } from "../../../../src/ingest/formats/vulnerabilities/govulncheck-early.ts";
import { codeOf } from "../../../support/code-of.ts";

const frame = { Calls: {}, Imports: {}, Requires: {} };

test.each([
  [{ ...frame, Vulns: null }, true],
  [{ ...frame, Vulns: [] }, true],
  [frame, false],
  [[], false],
])("isEarlyReport(%j) is %p", (value, expected) => {
  expect(isEarlyReport(value)).toBe(expected);
});

test.each([
  [{ CallSink: 1, ImportSink: 2 }, "example.com/lib/parse.Parse is called"],
  [{ CallSink: 0, ImportSink: 2 }, "example.com/lib/parse is imported"],
  [{ CallSink: 0, ImportSink: 0 }, "its module is required"],
])("readEarly() with %j says: %s", (sinks, title) => {
  const flaw = { OSV: { id: "GO-1" }, Symbol: "Parse", PkgPath: "example.com/lib/parse", ModPath: "example.com/lib" };
  const report = {
    ...frame,
    Vulns: [{ ...flaw, ...sinks }],
    Modules: [{ Path: "example.com/lib", Version: "v1.0.0" }],
  };
  expect(readEarly(report, "f").items.observations?.map((one) => one.title)).toEqual([title]);
});

test("readEarly() refuses members that are no list", () => {
  expect(codeOf(() => readEarly({ ...frame, Vulns: {} }, "f"))).toBe("INPUT_MALFORMED");
});
