import { describe, expect, test } from "bun:test";
import { readFindings } from "../../../../src/ingest/formats/vulnerabilities/govulncheck-finding.ts";
import {
  type VulnerabilitySink,
  vulnerabilitySink,
} from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

function readAll(...frames: readonly object[]): VulnerabilitySink {
  const sink = vulnerabilitySink("go.json");
  const findings = frames.map((first, index) => ({
    finding: { osv: "GO-1", trace: [first] },
    pointer: `/${index}/finding`,
  }));
  readFindings(findings, new Map([["GO-1", { summary: "s" }]]), sink);
  return sink;
}

const frame = { module: "example.com/m", version: "v1.0.0" };

describe("readFindings() keeps the most exact finding of a module", () => {
  test.each([
    ["required", [frame], "/0/finding", "its module is required: s"],
    ["imported", [frame, { ...frame, package: "p" }], "/1/finding", "p is imported: s"],
    ["called", [{ ...frame, package: "p", function: "F" }, frame], "/0/finding", "p.F is called: s"],
    [
      "called first",
      [
        { ...frame, package: "p", function: "F" },
        { ...frame, package: "q", function: "G" },
      ],
      "/0/finding",
      "p.F is called: s",
    ],
  ])("%s", (_, frames, pointer, title) => {
    const { observations, notUsed } = readAll(...frames);
    expect(observations.map((one) => [one.source.pointer, one.title])).toEqual([[pointer, title]]);
    expect(notUsed.get("vulnerability findings")?.get("another trace to the same vulnerable module") ?? 0).toBe(
      frames.length - 1,
    );
  });

  test("and each version of a module", () => {
    expect(readAll(frame, { ...frame, version: "v2.0.0" }).observations).toHaveLength(2);
  });
});

test.each([
  ["stdlib", "v1.20.1", "pkg:golang/stdlib@1.20.1"],
  ["stdlib", "go1.20.1", "pkg:golang/stdlib@1.20.1"],
  ["toolchain", undefined, "pkg:golang/toolchain"],
  ["example.com/m", "v1.0.0", "pkg:golang/example.com/m@v1.0.0"],
])("the package URL of %s %s", (module, version, purl) => {
  expect(readAll({ module, version }).observations[0]?.package.purl).toBe(purl);
});
