import { describe, expect, test } from "bun:test";
import { coverageOf, toolOf } from "../../../../src/ingest/formats/findings/sarif-coverage.ts";

const driver = { name: "Lint" };
const good = { tool: { driver: { ...driver, version: "1", rules: [{}] } }, results: [] };
const bare = { tool: { driver }, results: [] };
const ended = { executionSuccessful: true };
const error = (message?: unknown): object => ({ level: "error", message });

describe("coverageOf() doubts", () => {
  test.each([
    ["nothing about a run that ran and found nothing", [good], 0],
    ["a log without runs", [], 1],
    ["a run without results", [{ ...good, results: undefined }], 1],
    ["a run with null for results", [{ ...good, results: null }], 1],
    ["a run with results in another file", [{ ...good, externalPropertyFileReferences: { results: [{}] } }], 1],
    [
      "a run that failed",
      [{ ...good, invocations: [{ executionSuccessful: true }, { executionSuccessful: false }] }],
      1,
    ],
    ["a run without the name of a tool", [{ ...good, tool: { driver: { name: "", rules: [{}] } } }], 1],
    ["a tool with a blank name", [{ ...good, tool: { driver: { name: " \u00a0", rules: [{}] } } }], 1],
    ["a clean run without rules and artifacts", [{ ...bare, artifacts: [] }], 1],
    ["such a run that failed is told twice", [{ ...bare, invocations: [{ executionSuccessful: false }] }], 2],
    ["not when it ended successfully", [{ ...bare, invocations: [ended] }], 0],
    [
      "not when the tool tells its version",
      [{ ...bare, tool: { driver: { ...driver, semanticVersion: "1.0.0" } } }],
      0,
    ],
    [
      "not words of the tool in place of a signal",
      [{ ...good, invocations: [{ ...ended, exitSignalName: "BUGS FOUND" }] }],
      0,
    ],
    ["a run that a signal of this number ended", [{ ...good, invocations: [{ ...ended, exitSignalNumber: 9 }] }], 1],
    ["a run whose exit code is that of a signal", [{ ...good, invocations: [{ ...ended, exitCode: 137 }] }], 1],
    ["a run that a signal ended", [{ ...good, invocations: [{ ...ended, exitSignalName: "SIGKILL" }] }], 1],
    ["a tool that did not start", [{ ...good, invocations: [{ ...ended, processStartFailureMessage: "none" }] }], 1],
    ["not when it has artifacts", [{ ...bare, artifacts: [{}] }], 0],
    ["not when an extension has rules", [{ ...bare, tool: { driver, extensions: [{ rules: [{}] }] } }], 0],
    ["not when it has results", [{ ...bare, results: [{ ruleId: "a" }] }], 0],
    ["invocations that are no list", [{ ...good, invocations: { executionSuccessful: false } }], 1],
    ["an invocation that does not say how it ended", [{ ...good, invocations: [{ exitCode: 1 }] }], 1],
    ["an ending that is no boolean", [{ ...good, invocations: [{ executionSuccessful: "true" }, ended] }], 1],
    ["an invocation that is none", [{ ...good, invocations: [null] }], 1],
    ["an exit code of a tool that ended successfully", [{ ...good, invocations: [{ ...ended, exitCode: 1 }] }], 0],
    ["an override by a word that is no level", [{ ...good, invocations: [overriding("Error")] }], 1],
    ["not an override by a level", [{ ...good, invocations: [overriding("error")] }], 0],
    ["a run that is none", [good, null], 1],
    ["errors of rules", [{ ...good, invocations: [{ ...ended, toolExecutionNotifications: [error(), error()] }] }], 1],
    [
      "errors of configuration",
      [{ ...good, invocations: [{ ...ended, toolConfigurationNotifications: [error()] }] }],
      1,
    ],
    [
      "not warnings",
      [{ ...good, invocations: [{ ...ended, toolExecutionNotifications: [{ level: "warning" }, {}] }] }],
      0,
    ],
    ["each run for itself", [{ results: [] }, {}], 4],
  ])("%s", (_, runs, count) => {
    expect(coverageOf(runs, 0).doubts).toHaveLength(count);
  });

  test("counts the errors of a run and quotes the first", () => {
    const invocations = [
      { ...ended, toolExecutionNotifications: [error({ text: "no\nmemory" }), error({ text: "again" })] },
    ];
    const [doubt = ""] = coverageOf([{ ...good, invocations }], 0).doubts;
    expect(doubt).toContain("2 errors");
    expect(doubt).toContain("no memory");
  });

  test("unreadable results are a doubt", () => {
    expect(coverageOf([good], 2).doubts).toHaveLength(1);
  });

  test("faults of results are a doubt each, with their number", () => {
    expect(coverageOf([good], 0, new Map([["results are odd", 3]])).doubts).toEqual(["results are odd: 3"]);
  });
});

function overriding(level: string): object {
  return { ...ended, ruleConfigurationOverrides: [{ configuration: { level } }] };
}

test("coverageOf() joins names and versions, and adds rules and artifacts", () => {
  const runs = [
    { tool: { driver: { name: "Zed", semanticVersion: "2.0.0", version: "2", rules: [{}] } }, artifacts: [{}, {}] },
    { tool: { driver: { name: "Any", version: "1" }, extensions: [{ rules: [{}, {}] }] }, artifacts: [] },
    { tool: { driver: { name: "Zed", semanticVersion: "2.0.0" } }, invocations: [ended] },
  ].map((run) => ({ ...run, results: [] }));
  expect(coverageOf(runs, 0)).toEqual({ tool: "Any, Zed", toolVersion: "1, 2.0.0", targets: 2, rules: 3, doubts: [] });
});

test("coverageOf() leaves out what nobody says; an empty list of artifacts says nothing", () => {
  expect(coverageOf([{ ...good, artifacts: [] }], 0)).toEqual({
    tool: "Lint",
    toolVersion: "1",
    rules: 1,
    doubts: [],
  });
});

test("coverageOf() cuts names and versions that are pages long", () => {
  const runs = Array.from({ length: 300 }, (_, i) => ({ tool: { driver: { name: `t${i}`, version: `${i}` } } }));
  const { tool = "", toolVersion = "" } = coverageOf(runs, 0);
  expect([tool.length, toolVersion.length]).toEqual([200, 200]);
});

test("toolOf() is the driver's name", () => {
  expect([toolOf(good), toolOf({}), toolOf({ tool: { driver: { name: 7 } } })]).toEqual(["Lint", undefined, undefined]);
  expect(toolOf({ tool: { driver: { name: "x".repeat(300) } } })).toHaveLength(200);
});
