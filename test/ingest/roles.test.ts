import { expect, test } from "bun:test";
import type { InputKind } from "../../src/domain/input-file.ts";
import type { Format } from "../../src/ingest/format.ts";
import { bearsOnDecision, checkKind, roleDoubts, servedKinds } from "../../src/ingest/roles.ts";
import { faultOf } from "../support/code-of.ts";
import { inputOf } from "../support/input.ts";

function format(id: string, ...kinds: readonly [InputKind, ...InputKind[]]): Format {
  const read = () => ({ coverage: { doubts: [] }, accounts: [], notices: [], items: {} });
  return { id, title: id.toUpperCase(), sign: "anything", versions: [], kinds, detect: () => true, read };
}

const sarif = format("sarif", "sarif");
const semgrep = format("semgrep-json", "sarif");
const cyclonedx = format("cyclonedx-json", "sbom", "vex", "cve");
const grype = format("grype-json", "cve");

test.each([
  [sarif, "sarif", 0],
  [semgrep, "sarif", 1],
  [cyclonedx, "sbom", 0],
  [cyclonedx, "vex", 1],
  [grype, "cve", 0],
  [grype, undefined, 0],
] as const)("checkKind(%o) under --%s gives %d notices", (given, expected, notices) => {
  expect(checkKind(given, inputOf("f", "x", expected))).toHaveLength(notices);
});

test("checkKind() refuses another family and names the right flag", () => {
  const fault = faultOf(() => checkKind(sarif, inputOf("f", "x", "sbom")));
  expect(fault.code).toBe("INPUT_WRONG_KIND");
  expect(fault.hint).toContain("--sarif");
});

test("roleDoubts() lets a scan be empty, not a document in a second role", () => {
  expect(roleDoubts(grype, "cve", { observations: [] })).toEqual([]);
  expect(roleDoubts(cyclonedx, "cve", {})).toHaveLength(1);
  expect(roleDoubts(cyclonedx, "vex", {})).toHaveLength(1);
  expect(roleDoubts(cyclonedx, undefined, {})).toHaveLength(1);
});

test("roleDoubts() doubts a report that was made without looking for vulnerabilities, under --cve only", () => {
  const both = format("trivy-json", "cve", "sarif");
  expect(roleDoubts(both, "cve", { findings: [] })).toEqual(["the report did not look for vulnerabilities"]);
  expect(roleDoubts(both, undefined, { findings: [] })).toEqual([]);
  expect(roleDoubts(both, undefined, {})).toHaveLength(1);
  expect(roleDoubts(sarif, "sarif", { findings: [] })).toEqual([]);
});

test("roleDoubts() lets a scan be empty in its second role when it looked for that, too", () => {
  const cluster = format("trivy-operator-json", "cnapp", "cve", "sarif");
  expect(roleDoubts(cluster, "cve", { findings: [], observations: [] })).toEqual([]);
  expect(roleDoubts(cluster, "cve", { findings: [] })).toHaveLength(1);
  expect(roleDoubts(cluster, "sarif", { findings: [] })).toEqual([]);
  expect(roleDoubts(cyclonedx, "cve", { observations: [] })).toHaveLength(1);
});

const observation = {
  id: "CVE-2024-1",
  aliases: [],
  severity: "low",
  cvss: [],
  cwes: [],
  fixedIn: [],
  tool: "t",
  package: { name: "a" },
  source: { input: "f", pointer: "" },
} as const;

const statement = {
  vulnerability: "CVE-2024-1",
  aliases: [],
  products: [],
  status: "affected",
  source: { input: "f", pointer: "" },
} as const;

test("servedKinds() takes an input without a flag for the first thing that it can be", () => {
  const both = format("trivy-json", "cve", "sarif");
  expect(servedKinds(both, undefined, { findings: [] })).toEqual(["sarif"]);
  expect(servedKinds(both, undefined, { findings: [], observations: [] })).toEqual(["cve"]);
  expect(servedKinds(both, undefined, {})).toEqual(["cve"]);
  expect(servedKinds(cyclonedx, undefined, { vexStatements: [statement] })).toEqual(["vex"]);
  expect(servedKinds(cyclonedx, undefined, { observations: [] })).toEqual(["sbom"]);
});

test("servedKinds() names the promised kind and those with items", () => {
  expect(servedKinds(cyclonedx, "sbom", {})).toEqual(["sbom"]);
  expect(servedKinds(cyclonedx, "sbom", { vexStatements: [statement] })).toEqual(["sbom", "vex"]);
  expect(servedKinds(cyclonedx, "vex", {})).toEqual(["vex"]);
});

test("servedKinds() takes a bill of materials with vulnerabilities for a scan when it is given as one", () => {
  const items = { observations: [observation], vexStatements: [statement] };
  expect(servedKinds(cyclonedx, undefined, items)).toEqual(["vex"]);
  expect(servedKinds(cyclonedx, "sbom", items)).toEqual(["sbom", "vex"]);
  expect(servedKinds(cyclonedx, "cve", items)).toEqual(["vex", "cve"]);
  expect(servedKinds(cyclonedx, undefined, { observations: [observation] })).toEqual(["cve"]);
});

test("bearsOnDecision() looks at the flag and at the items", () => {
  expect(bearsOnDecision({}, "sbom")).toBe(false);
  expect(bearsOnDecision({}, "vex")).toBe(true);
  expect(bearsOnDecision({ vexStatements: [statement] }, "sbom")).toBe(true);
});
