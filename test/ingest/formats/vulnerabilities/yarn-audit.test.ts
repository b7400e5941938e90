import { describe, expect, test } from "bun:test";
import { yarnAudit } from "../../../../src/ingest/formats/vulnerabilities/yarn-audit.ts";

const node = { value: "left", children: { ID: 7, Issue: "i", "Tree Versions": ["1", "1"] } };

describe("yarnAudit.detect()", () => {
  test.each([
    [
      "advisories",
      [
        { type: "auditAdvisory", data: {} },
        { type: "auditSummary", data: {} },
      ],
      true,
    ],
    ["an error alone", [{ type: "error", data: "no" }], true],
    [
      "warnings alone",
      [
        { type: "warning", data: "no" },
        { type: "info", data: "" },
      ],
      false,
    ],
    ["lines of another program", [{ type: "auditAdvisory", data: {}, time: 1 }], false],
    ["a line of something else", [{ type: "auditSummary", data: {} }, { level: "info" }], false],
    ["a tree", [node, node], true],
    ["half a tree", [node, { value: "x" }], false],
    ["nothing", [], false],
  ])("%s", (_, values, expected) => {
    expect(yarnAudit.detect({ form: "stream", syntax: "json", values })).toBe(expected);
  });

  test("one line is plain JSON", () => expect(yarnAudit.detect({ form: "json", value: node })).toBe(true));
  test("no YAML", () => expect(yarnAudit.detect({ form: "stream", syntax: "yaml", values: [node] })).toBe(false));
});

test("yarnAudit.read() points into a single line without a number", () => {
  const { items, accounts } = yarnAudit.read({ form: "json", value: node }, { name: "y.json", sha256: "0".repeat(64) });
  expect(items.observations?.map(({ source }) => source.pointer)).toEqual([""]);
  expect(accounts.map(({ raw, kept }) => [raw, kept])).toEqual([
    [1, 1],
    [2, 1],
  ]);
});
