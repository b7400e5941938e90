import { describe, expect, test } from "bun:test";
import { renderCsv } from "../../src/render/csv.ts";
import { parseCsv } from "../../src/standards/csv.ts";
import { correlated, observation, vulnerability } from "../support/build.ts";

const header =
  "kind,id,aliases,severity,state,change,package,version,purl,rule,file,line,resource,fixed_in,tools,title,why,source";

/** The row of one item, by column. */
function rowOf(text: string): { readonly [column: string]: string } {
  const [names, row] = parseCsv(text).rows.map(({ cells }) => cells);
  return Object.fromEntries((names ?? []).map((name, at) => [name, row?.[at] ?? ""]));
}

const titled = (title: string) =>
  rowOf(renderCsv({ vulnerabilities: [vulnerability({ title })], findings: [] }))["title"];

test("renderCsv() has its header alone for a release without items, ends lines with CRLF and has no mark", () => {
  expect(renderCsv({ vulnerabilities: [], findings: [] })).toBe(`${header}\r\n`);
});

test("renderCsv() has a row for a vulnerability, with what set it aside", () => {
  const one = vulnerability({
    aliases: ["GHSA-1", "GO-2"],
    state: "not_affected",
    change: "new",
    fixedIn: ["4.17.21"],
    title: 'a, "quoted" title',
    vex: {
      status: "not_affected",
      justification: "component_not_present",
      impact: "never called",
      author: "ann",
      doubtful: false,
      source: { input: "vex.json", pointer: "/statements/0" },
    },
    observations: ["grype", "trivy", "grype"].map((tool, at) =>
      observation({ tool, source: { input: `${tool}.json`, pointer: `/${at}` } }),
    ),
  });
  expect(rowOf(renderCsv({ vulnerabilities: [one], findings: [] }))).toEqual({
    kind: "vulnerability",
    id: "CVE-2021-0001",
    aliases: "GHSA-1; GO-2",
    severity: "high",
    state: "not_affected",
    change: "new",
    package: "lodash",
    version: "4.17.20",
    purl: "pkg:npm/lodash@4.17.20",
    rule: "",
    file: "",
    line: "",
    resource: "",
    fixed_in: "4.17.21",
    tools: "grype; trivy",
    title: 'a, "quoted" title',
    why: "VEX not_affected by ann: component_not_present, never called",
    source: "grype.json#/0; trivy.json#/1; grype.json#/2",
  });
});

test("renderCsv() has a row for a finding, with where it is and who suppressed it", () => {
  const one = correlated({
    state: "suppressed",
    resource: "arn:aws:s3:::logs",
    suppression: { kind: "in_source", justification: "test code" },
    source: { input: "scan.sarif", pointer: "/runs/0/results/0" },
    duplicates: [{ input: "b.sarif", pointer: "/runs/0/results/7" }],
  });
  expect(rowOf(renderCsv({ vulnerabilities: [], findings: [one] }))).toMatchObject({
    kind: "finding",
    id: "0123456789abcdef0123",
    state: "suppressed",
    package: "",
    rule: "js/xss",
    file: "src/app.ts",
    line: "12",
    resource: "arn:aws:s3:::logs",
    tools: "codeql",
    why: "suppression in_source accepted: test code",
    source: "scan.sarif#/runs/0/results/0; b.sarif#/runs/0/results/7",
  });
});

describe("renderCsv() makes of", () => {
  test.each([
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(1)", "'@SUM(1)"],
    ["  =1", "'  =1"],
    ['"=1', "'\"=1"],
    ["'=1", "''=1"],
    ["\uff1d1", "'\uff1d1"],
    ["\t=1", "'\\u{9}=1"],
    ["\rx", "'\\u{d}x"],
    ["a;=1", "a;'=1"],
    ["1", "1"],
    ["a-b", "a-b"],
    ["a\nb\u202e", "a\\u{a}b\\u{202e}"],
    ["", ""],
  ])("%j the cell %j", (title, cell) => {
    expect(titled(title)).toBe(cell);
  });
});

test("renderCsv() quotes what is not plain and leaves numbers as numbers", () => {
  const text = renderCsv({ vulnerabilities: [], findings: [correlated({ message: 'a "b", c' })] });
  expect(text).toContain(",12,");
  expect(text).toContain(',"a ""b"", c",');
});
