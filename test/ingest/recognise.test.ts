import { describe, expect, test } from "bun:test";
import type { Document, Format } from "../../src/ingest/format.ts";
import { formats } from "../../src/ingest/formats/index.ts";
import { recognise } from "../../src/ingest/recognise.ts";
import { faultOf } from "../support/code-of.ts";

const json = (value: unknown): Document => ({ form: "json", value });

describe("recognise() tells", () => {
  test.each([
    ["cyclonedx-json", { bomFormat: "CycloneDX", specVersion: "1.5", components: [{ name: "a" }] }],
    ["spdx-json", { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT", packages: [] }],
    ["sarif", { version: "2.1.0", runs: [] }],
    ["semgrep-json", { results: [], errors: [], paths: { scanned: [] } }],
    ["grype-json", { matches: [], descriptor: { name: "grype" } }],
    ["trivy-json", { SchemaVersion: 2, ArtifactName: "a", Results: [] }],
    ["osv-scanner-json", { results: [{ source: {}, packages: [{ package: { name: "a" } }] }] }],
    ["openvex-json", { "@context": "https://openvex.dev/ns/v0.2.0", statements: [] }],
    ["cisa-kev-json", { catalogVersion: "2025.01.01", vulnerabilities: [] }],
    ["nvd-cve-json", { format: "NVD_CVE", version: "2.0", vulnerabilities: [] }],
    ["pip-audit-json", [{ name: "a", version: "1", vulns: [] }]],
    ["kubernetes-json", { apiVersion: "v1", kind: "Pod", metadata: {}, spec: {} }],
    ["design-data", [{ component: "a", exposure: "internal" }]],
    ["design-data", { components: [{ name: "a", exposure: "internal" }] }],
    ["business-context", { criticality: "high" }],
    ["business-context", { owner: "a", environment: "production" }],
  ])("%s", (id, value) => {
    expect(recognise(json(value), formats, { name: "f" }).id).toBe(id);
  });
});

describe("recognise() refuses", () => {
  test.each([
    ["an empty object", {}],
    ["an empty list", []],
    ["a list of values", [1, 2]],
    ["a list of nulls", [null]],
    ["an inventory", [{ name: "a", version: "1", purl: "pkg:npm/a@1" }]],
    ["a cloud scanner's findings", [{ CheckID: "x", ServiceName: "s3", Description: "d", Severity: "high" }]],
    ["a report with an owner", { owner: "a", checks: [] }],
    ["a report with components and findings", { components: [], findings: [] }],
    ["OSV-Scanner's input", { results: [{ packages: [] }] }],
  ])("%s", (_, value) => {
    const fault = faultOf(() => recognise(json(value), formats, { name: "f" }));
    expect(fault.code).toBe("INPUT_NOT_RECOGNISED");
    expect(fault.where?.file).toBe("f");
  });
});

test("recognise() names at most eight keys, with control characters visible", () => {
  const value = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`k${i}\u0007`, 1]));
  const { message } = faultOf(() => recognise(json(value), formats, { name: "f" }));
  expect(message).toContain('"k7\\u{7}" and 4 more');
  expect(message).not.toContain("\u0007");
  expect(message).not.toContain("k8");
});

test("recognise() names the formats that the flag takes", () => {
  const { hint } = faultOf(() => recognise(json({ a: 1 }), formats, { name: "f", expected: "vex" }));
  expect(hint).toContain("fixops formats");
  expect(hint).toContain("--vex");
});

test("recognise() lets the flag choose between formats that both know the document", () => {
  const document = json({ components: [{ name: "a", criticality: "high" }] });
  const under = (expected: "design" | "context") => recognise(document, formats, { name: "f", expected }).id;
  expect(under("design")).toBe("design-data");
  expect(under("context")).toBe("business-context");
});

test("recognise() takes the first format of the table", () => {
  const always = (id: string): Format => ({
    id,
    title: id,
    sign: "anything",
    versions: [],
    kinds: ["sbom"],
    detect: () => true,
    read: () => ({ coverage: { doubts: [] }, accounts: [], notices: [], items: {} }),
  });
  expect(recognise(json({ a: 1 }), [always("one"), always("two")], { name: "f", expected: "vex" }).id).toBe("one");
});
