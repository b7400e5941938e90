import { expect, test } from "bun:test";
import { FixopsError } from "../../src/domain/error.ts";
import type { Format } from "../../src/ingest/format.ts";
import { formats } from "../../src/ingest/formats/index.ts";
import { readInput } from "../../src/ingest/read-input.ts";
import { codeOf } from "../support/code-of.ts";
import { inputOf } from "../support/input.ts";

const sarif = '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"t"}},"results":[]}],"runs":[]}';

test("readInput() gives the file, its form, its format and its items", () => {
  const { file, form, format, items } = readInput(inputOf("a", sarif), { maxDepth: 9, formats }, () => false);
  expect([file.name, file.format, form, format.id, items.findings]).toEqual(["a", "sarif", "json", "sarif", []]);
});

test("readInput() refuses odd names in what bears on the decision", () => {
  expect(codeOf(() => readInput(inputOf("a", sarif), { maxDepth: 9, formats }, () => true))).toBe(
    "INPUT_DUPLICATE_KEY",
  );
});

/** The same readers, of which none asks for pieces: what they make of a text must not depend on it. */
const whole = formats.map(({ longLists: _, ...format }): Format => format);

const filler = "lorem ipsum ".repeat(30);
const rules = Array.from({ length: 50 }, (_, i) => ({
  id: `r${i}`,
  properties: { "security-severity": `${i % 10}.5` },
}));

function manyOf(make: (index: number) => object): readonly object[] {
  return Array.from({ length: 4000 }, (_, i) => ({ filler, ...make(i) }));
}

const results = manyOf((i) => ({
  ruleIndex: i % 50,
  message: { text: `m${i % 3900}` },
  locations: [{ physicalLocation: { artifactLocation: { index: i % 7 }, region: { startLine: i } } }],
  ...(i % 9 === 0 && { kind: "pass" }),
}));
const artifacts = Array.from({ length: 7 }, (_, i) => ({ location: { uri: `src/é${i}.ts` } }));
const small = { tool: { driver: { name: "other", version: "1" } }, results: [{ ruleId: "x", message: { text: "y" } }] };
// What the results refer to comes after them.
const longSarif = { version: "2.1.0", runs: [small, { results, artifacts, tool: { driver: { name: "t", rules } } }] };

const grype = {
  matches: manyOf((i) => ({
    vulnerability: { id: `CVE-2024-${1000 + i}`, severity: "High" },
    artifact: i % 11 === 0 ? {} : { name: `p${i}`, version: "1", purl: `pkg:npm/p${i}@1` },
  })),
  ignoredMatches: [],
  source: { target: "." },
  descriptor: { name: "grype", version: "0.87.0" },
};

const cyclonedx = {
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: manyOf((i) => ({
    name: `p${i}`,
    "bom-ref": `${i}`,
    purl: `pkg:npm/p${i}@1`,
    components: [{ name: `q${i}` }],
  })),
  dependencies: manyOf((i) => ({ ref: `${i}`, dependsOn: [`${i + 1}`] })),
  vulnerabilities: [{ id: "CVE-2024-1", affects: [{ ref: "3999" }], analysis: { state: "not_affected" } }],
};

function outcomeOf(text: string, given: readonly Format[]): unknown {
  try {
    const { file, form, format, items } = readInput(inputOf("a", text), { maxDepth: 128, formats: given }, () => true);
    return { file, form, format: format.id, items };
  } catch (error) {
    if (!(error instanceof FixopsError)) throw error;
    return { code: error.code, message: error.message, where: error.where };
  }
}

/** Compared as text, since a difference between thousands of items is nothing to print. */
function isSame(text: string): boolean {
  return JSON.stringify(outcomeOf(text, formats)) === JSON.stringify(outcomeOf(text, whole));
}

test.each([
  ["sarif", longSarif],
  ["grype-json", grype],
  ["cyclonedx-json", cyclonedx],
])("a long %s is read in pieces as it is read whole", (id, document) => {
  const text = JSON.stringify(document, undefined, 1);
  expect(outcomeOf(text, formats)).toMatchObject({ format: id });
  expect(isSame(text)).toBe(true);
});

const report = JSON.stringify(grype);

test.each([
  ["cut off", report.slice(0, -5000)],
  ["that has a fault in an element", report.replace('"p3000"', "p3000")],
  ["with a fault after the list", report.replace('"ignoredMatches":[]', '"ignoredMatches":[}')],
  ["that nests too deep", report.replace('"p3000"', `${"[".repeat(200)}${"]".repeat(200)}`)],
  ["with a repeated name", report.replace('"p3000"', '"p3000","name":"other"')],
  ["with a reserved name", report.replace('"p3000"', '"p3000","__proto__":{}')],
  ["with a cut-off character", report.replace('"p3000"', '"p\\ud83d3000"')],
  ["that no reader knows", report.replace('"vulnerability"', '"v"').replace('"grype"', '"xeol"')],
  ["after a space", ` ${report}`],
])("a long report %s comes out as if it were read whole", (_, given) => {
  expect(isSame(given)).toBe(true);
});

test.each([
  ["in an element", report.replace('"severity":"High"', '"severity":"High","severity":"Low"')],
  ["beside the list", `${report.slice(0, -1)},"matches":[]}`],
  ["before the list", report.replace("{", '{"matches":[],')],
])("readInput() doubts a long report with a name repeated %s", (_, given) => {
  const { file } = readInput(inputOf("a", given), { maxDepth: 128, formats }, () => false);
  expect(file.coverage.doubts).toContainEqual(expect.stringMatching(/^1 key is repeated .* in line 1$/));
});

test("readInput() doubts a document that another format knows, too", () => {
  const both = JSON.stringify({ ...grype, matches: [], version: "2.1.0", runs: [] });
  const { file, format } = readInput(inputOf("a", both), { maxDepth: 9, formats }, () => false);
  expect(file.coverage.doubts.at(-1)).toContain(format.id === "sarif" ? "Grype" : "SARIF");
});
