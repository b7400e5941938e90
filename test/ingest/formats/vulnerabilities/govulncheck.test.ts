import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { govulncheck } from "../../../../src/ingest/formats/vulnerabilities/govulncheck.ts";

describe("govulncheck.detect()", () => {
  test.each([
    ["a list of messages", [{ config: { protocol_version: "v1.0.0" } }, { progress: {} }], true],
    ["one message", { finding: { osv: "GO-1" } }, true],
    ["the early shape", { Calls: {}, Imports: {}, Requires: {}, Vulns: null }, true],
    ["messages that say nothing", [{ progress: {} }], false],
    ["a configuration of something else", { config: { version: 1 } }, false],
    ["a message of something else among them", [{ finding: { osv: "GO-1" } }, { error: "x" }], false],
    ["no message", [], false],
  ])("%s", (_, value, expected) => {
    expect(govulncheck.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(govulncheck.detect({ form: "text", text: "{}" })).toBe(false);
    expect(govulncheck.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

describe("govulncheck coverage", () => {
  const config = { config: { protocol_version: "v1.0.0", scan_level: "symbol" } };
  const progress = (message: string): object => ({ progress: { message } });

  test.each([
    [
      "source",
      [progress("Scanning your code and 55 packages across 8 dependent modules for known vulnerabilities...")],
      9,
    ],
    [
      "one module",
      [progress("Scanning your code and 1 package across 1 dependent module for known vulnerabilities...")],
      2,
    ],
    ["a binary", [progress("Scanning your binary for known vulnerabilities...")], 1],
    ["modules of the SBOM", [progress("?"), { SBOM: { modules: [{}, {}, {}] } }], 3],
    ["nothing that is told", [progress("Fetching vulnerabilities from the database...")], undefined],
  ])("targets: %s", (_, messages, targets) => {
    const { coverage } = read([config, ...messages]);
    expect(coverage.targets).toBe(targets as number);
    expect(coverage.doubts).toHaveLength(targets === undefined ? 1 : 0);
  });

  test("no configuration is a doubt", () => {
    expect(read([{ finding: { osv: "GO-1", trace: [{ module: "m/x" }] } }]).coverage.doubts).toHaveLength(2);
  });
});

function read(value: unknown): Reading {
  return govulncheck.read({ form: "json", value }, { name: "scan.json", sha256: "0".repeat(64) });
}
