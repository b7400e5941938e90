import { describe, expect, test } from "bun:test";
import type { InputBytes } from "../../src/domain/input-file.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { faultOf } from "../support/code-of.ts";
import { inputOf } from "../support/input.ts";

const options = { maxDepth: 128, maxUnpacked: 1_000_000, declared: {} };

function run(...inputs: readonly InputBytes[]) {
  return ingest(inputs, options);
}

function readOne(input: InputBytes) {
  const { files, items } = run(input);
  expect(files).toHaveLength(1);
  return { file: files[0]!, items };
}

const components = [{ type: "library", name: "a", version: "1", purl: "pkg:npm/a@1", "bom-ref": "a" }];
const sbom = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1, components });
const analysed = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  components,
  vulnerabilities: [
    {
      id: "CVE-2024-1",
      analysis: { state: "not_affected", justification: "code_not_present" },
      affects: [{ ref: "a" }],
    },
  ],
});
const sarif = JSON.stringify({
  version: "2.1.0",
  runs: [{ tool: { driver: { name: "t", rules: [{ id: "r" }] } }, results: [] }],
});
const semgrep = JSON.stringify({ version: "1.0.0", results: [], errors: [], paths: { scanned: ["a.ts"] } });
const openvex = JSON.stringify({
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://example.com/vex/1",
  author: "a",
  timestamp: "2025-01-01T00:00:00Z",
  version: 1,
  statements: [
    { vulnerability: { name: "CVE-2024-1" }, products: [{ "@id": "pkg:npm/a@1" }], status: "under_investigation" },
  ],
});
const design = "component,exposure\napi,internet\n";

test("ingest() reads each input once and keeps its figures", () => {
  const { file, items } = readOne(inputOf("bom.json", sbom, "sbom"));
  expect(file).toMatchObject({ name: "bom.json", bytes: sbom.length, encoding: "utf-8", format: "cyclonedx-json" });
  expect(file.kinds).toEqual(["sbom"]);
  expect(items.components.map(({ name }) => name)).toEqual(["a"]);
});

test("ingest() gives files and items in order of names, whatever the order of arguments", () => {
  const inputs = [
    inputOf("c.csv", "component\nc\n"),
    inputOf("a.csv", "component\na\n"),
    inputOf("b.csv", "component\nb\n"),
  ];
  const { files, items } = run(...inputs);
  expect(files.map(({ name }) => name)).toEqual(["a.csv", "b.csv", "c.csv"]);
  expect(items.design.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect(run(...inputs.toReversed())).toEqual({ files, items });
});

describe("ingest() takes", () => {
  test.each([
    ["Semgrep JSON under --sarif", inputOf("scan.sarif", semgrep, "sarif"), "semgrep-json"],
    ["CycloneDX under --vex", inputOf("vex.json", analysed, "vex"), "cyclonedx-json"],
    ["a design under --design", inputOf("d.csv", design, "design"), "design-csv"],
    ["a context under --context", inputOf("c.yml", "criticality: high\n", "context"), "business-context"],
  ])("%s", (_, input, format) => {
    const { file } = readOne(input);
    expect(file.format).toBe(format);
  });
});

test("ingest() notes a format under a flag that is not its own", () => {
  expect(readOne(inputOf("scan.sarif", semgrep, "sarif")).file.notices.join()).toContain("--sarif");
  expect(readOne(inputOf("scan.sarif", sarif, "sarif")).file.notices).toEqual([]);
});

describe("ingest() refuses another family with INPUT_WRONG_KIND", () => {
  test.each([
    ["SARIF under --sbom", inputOf("x", sarif, "sbom"), "--sarif"],
    ["an SBOM under --sarif", inputOf("x", sbom, "sarif"), "--sbom"],
    ["a design under --context", inputOf("x", design, "context"), "--design"],
    ["OpenVEX under --cve", inputOf("x", openvex, "cve"), "--vex"],
  ])("%s", (_, input, flag) => {
    const fault = faultOf(() => run(input));
    expect(fault.code).toBe("INPUT_WRONG_KIND");
    expect(fault.where).toEqual({ file: "x" });
    expect(fault.hint).toContain(flag);
  });
});

test("ingest() doubts a CycloneDX document under --vex that analyses nothing", () => {
  expect(readOne(inputOf("v.json", sbom, "vex")).file.coverage.doubts).not.toEqual([]);
  expect(readOne(inputOf("v.json", analysed, "vex")).file.coverage.doubts).toEqual([]);
});

describe("ingest() refuses in what bears on the decision", () => {
  const twice = openvex.replace('"author":"a"', '"author":"a","author":"b"');
  const escaped = openvex.replace('"author":"a"', '"author":"a","\\u0061uthor":"b"');
  const proto = openvex.replace('"author":"a"', '"author":"a","__proto__":{}');
  const hidden = openvex.replace('"author":"a"', '"author":"a","\\u005f_proto__":{}');
  test.each([
    ["a repeated key in VEX", inputOf("v", twice, "vex"), "INPUT_DUPLICATE_KEY"],
    ["a repeated key that is escaped once", inputOf("v", escaped, "vex"), "INPUT_DUPLICATE_KEY"],
    ["a repeated key in VEX without a flag", inputOf("v", twice), "INPUT_DUPLICATE_KEY"],
    [
      "a repeated key in an SBOM with analyses",
      inputOf("v", analysed.replace("{", '{"x":1,"x":2,'), "sbom"),
      "INPUT_DUPLICATE_KEY",
    ],
    [
      "a repeated key in a JSON context",
      inputOf("c", '{"criticality":"high","criticality":"low"}'),
      "INPUT_DUPLICATE_KEY",
    ],
    ["a repeated key in a YAML context", inputOf("c", "criticality: high\ncriticality: low\n"), "INPUT_DUPLICATE_KEY"],
    [
      "a repeated key in a design",
      inputOf("d", '[{"component":"a","exposure":"none","exposure":"internet"}]'),
      "INPUT_DUPLICATE_KEY",
    ],
    ["__proto__ in VEX", inputOf("v", proto, "vex"), "INPUT_FORBIDDEN_KEY"],
    ["an escaped __proto__ in VEX", inputOf("v", hidden, "vex"), "INPUT_FORBIDDEN_KEY"],
    ["constructor in a YAML context", inputOf("c", "criticality: high\nconstructor: x\n"), "INPUT_FORBIDDEN_KEY"],
  ])("%s", (_, input, code) => {
    const fault = faultOf(() => run(input));
    expect(fault.code).toBe(code as typeof fault.code);
    expect(fault.where?.line).toBeGreaterThan(0);
    expect(fault.where?.pointer).toBeDefined();
  });
});

test("ingest() notes repeated and reserved keys in other documents", () => {
  const odd = sarif.replace('"version"', '"x":1,"x":2,"constructor":{},"version"');
  const { file } = readOne(inputOf("s", odd, "sarif"));
  expect(file.notices).toHaveLength(2);
  expect(file.notices[0]).toContain('"x"');
  expect(file.coverage.doubts).toEqual([expect.stringContaining('"x"')]);
});

test("ingest() refuses a repeated key when the same bytes are also given as VEX", () => {
  const twice = sbom.replace("{", '{"x":1,"x":2,');
  expect(readOne(inputOf("a", twice, "sbom")).file.notices).toHaveLength(1);
  const fault = faultOf(() => run(inputOf("a", twice, "sbom"), inputOf("b", twice, "vex")));
  expect(fault.code).toBe("INPUT_DUPLICATE_KEY");
});

test("ingest() counts the same bytes once and accounts for them", () => {
  const { files, items } = run(inputOf("b.csv", design), inputOf("a.csv", design));
  expect(items.design).toHaveLength(1);
  expect(files.map(({ name }) => name)).toEqual(["a.csv", "b.csv"]);
  expect(files[1]?.accounts).toEqual([
    { items: "rows", raw: 1, kept: 0, notApplicable: [{ reason: 'same bytes as "a.csv"', count: 1 }] },
  ]);
  expect(files[1]?.notices[0]).toContain("a.csv");
});

test("ingest() judges the same bytes by the second flag, too", () => {
  const { files } = run(inputOf("a", sbom, "sbom"), inputOf("b", sbom, "vex"));
  expect(files.map(({ kinds }) => kinds)).toEqual([["sbom"], ["sbom", "vex"]]);
  expect(files[1]?.coverage.doubts).toHaveLength(1);
  expect(faultOf(() => run(inputOf("a", sbom, "sbom"), inputOf("b", sbom, "sarif"))).code).toBe("INPUT_WRONG_KIND");
});

test("ingest() throws the first fault and counts the others", () => {
  const inputs = [inputOf("c.json", "{"), inputOf("a.csv", design), inputOf("b.json", ""), inputOf("d.json", "null")];
  const fault = faultOf(() => run(...inputs));
  expect(fault.code).toBe("INPUT_EMPTY");
  expect(fault.where).toEqual({ file: "b.json" });
  expect(fault.message).toContain('2 more inputs are broken: "c.json", "d.json"');
});

test("ingest() of nothing is nothing", () => {
  const { files, items } = run();
  expect(files).toEqual([]);
  expect(Object.values(items).every((list) => list.length === 0)).toBe(true);
});

test("ingest() accounts balance for all formats", () => {
  const { files } = run(inputOf("a", sbom), inputOf("b", sarif), inputOf("c", openvex), inputOf("d", design));
  for (const { raw, kept, notApplicable } of files.flatMap(({ accounts }) => accounts)) {
    expect(notApplicable.reduce((sum, row) => sum + row.count, kept)).toBe(raw);
  }
});
