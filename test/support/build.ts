import type { Advisory } from "../../src/domain/advisory.ts";
import { type DecisionRecord, decisionSchema } from "../../src/domain/bundle.ts";
import type { Component, SbomDocument } from "../../src/domain/component.ts";
import { noContradictions } from "../../src/domain/contradiction.ts";
import type { Reason } from "../../src/domain/decision.ts";
import type { BusinessContext, DesignComponent } from "../../src/domain/design.ts";
import { noExposureLinks } from "../../src/domain/exposure.ts";
import type { CorrelatedFinding, Finding } from "../../src/domain/finding.ts";
import type { InputFile } from "../../src/domain/input-file.ts";
import type { KevCatalogue } from "../../src/domain/intel.ts";
import type { Model } from "../../src/domain/model.ts";
import type { StatedRequirement } from "../../src/domain/requirement.ts";
import type { Source } from "../../src/domain/source.ts";
import type { ServiceTelemetry } from "../../src/domain/telemetry.ts";
import type { MatchedStatement, VexProduct, VexStatement } from "../../src/domain/vex.ts";
import type { Observation, PackageRef, Vulnerability } from "../../src/domain/vulnerability.ts";
import { parsePurl } from "../../src/standards/purl.ts";

/** Items of the domain with defaults, so that a table names only what its rows are about. */

let place = 0;

/** A place that no other item has. */
export function sourceOf(input = "scan.json"): Source {
  return { input, pointer: `/items/${place++}` };
}

/** A package by its canonical purl. */
export function packageRef(purl: string): PackageRef {
  const parsed = parsePurl(purl);
  if (parsed === undefined) throw new RangeError(`no purl: ${purl}`);
  return { name: parsed.name, ...(parsed.version !== undefined && { version: parsed.version }), purl };
}

export const lodash = "pkg:npm/lodash@4.17.20";
export const express = "pkg:npm/express@4.0.0";

export function observation(over: Partial<Observation> = {}): Observation {
  return {
    id: "CVE-2021-0001",
    aliases: [],
    package: packageRef(lodash),
    severity: "high",
    cvss: [],
    cwes: [],
    fixedIn: [],
    tool: "grype",
    source: sourceOf(),
    ...over,
  };
}

export function vulnerability(over: Partial<Vulnerability> = {}): Vulnerability {
  const id = over.id ?? "CVE-2021-0001";
  return {
    id,
    aliases: [],
    package: packageRef(lodash),
    severity: "high",
    cvss: [],
    cwes: [],
    fixedIn: [],
    state: "open",
    inSbom: true,
    observations: [observation({ id, aliases: over.aliases ?? [], ...(over.package && { package: over.package }) })],
    ...over,
  };
}

export function finding(over: Partial<Finding> = {}): Finding {
  return {
    ruleId: "js/xss",
    tool: "codeql",
    level: "error",
    severity: "high",
    message: "untrusted data is written to the page",
    location: { file: "src/app.ts", line: 12 },
    cwes: [],
    vulnerabilityIds: [],
    source: sourceOf("scan.sarif"),
    ...over,
  };
}

export function correlated(over: Partial<CorrelatedFinding> = {}): CorrelatedFinding {
  return { ...finding(), fingerprint: "0123456789abcdef0123", state: "open", duplicates: [], ...over };
}

export function component(over: Partial<Component> = {}): Component {
  const ref = packageRef(over.purl ?? lodash);
  return { ...ref, licenses: [], hashes: [], source: sourceOf("sbom.json"), ...over };
}

/** A component that has no purl. */
export function plainComponent(over: Partial<Component> = {}): Component {
  return { name: "part", licenses: [], hashes: [], source: sourceOf("sbom.json"), ...over };
}

export function sbomDocument(over: Partial<SbomDocument> = {}): SbomDocument {
  return { input: "sbom.json", dependencyCount: 0, serviceCount: 0, ...over };
}

export function product(over: Partial<VexProduct> = {}): VexProduct {
  return { id: lodash, purl: lodash, subcomponents: [], ...over };
}

/** A product by purl. */
export function productOf(purl: string): VexProduct {
  return product({ id: purl, purl });
}

export function statement(over: Partial<VexStatement> = {}): VexStatement {
  return {
    vulnerability: "CVE-2021-0001",
    aliases: [],
    products: [product()],
    status: "not_affected",
    justification: "vulnerable_code_not_present",
    source: sourceOf("vex.json"),
    ...over,
  };
}

/** A statement that gives no reason. */
export function unjustified(over: Partial<VexStatement> = {}): VexStatement {
  const { justification: _, ...rest } = statement(over);
  return rest;
}

export function matched(over: Partial<MatchedStatement> = {}): MatchedStatement {
  return {
    ...statement(),
    matched: ["CVE-2021-0001 in pkg:npm/lodash@4.17.20"],
    outcome: "applied",
    why: "",
    trace: [],
    ...over,
  };
}

export function design(over: Partial<DesignComponent> = {}): DesignComponent {
  return { name: "payments-api", dataClasses: [], extra: [], source: sourceOf("design.csv"), ...over };
}

export function context(over: Partial<BusinessContext> = {}): BusinessContext {
  return {
    dataSensitivity: [],
    regulations: [],
    components: [],
    ssvc: [],
    source: sourceOf("context.yaml"),
    ...over,
  };
}

export function requirement(over: Partial<StatedRequirement> = {}): StatedRequirement {
  return { controls: [], dataClasses: [], extra: [], source: sourceOf("requirements.csv"), ...over };
}

export function telemetry(over: Partial<ServiceTelemetry> = {}): ServiceTelemetry {
  return { service: "login-ui", alerts: [], source: sourceOf("telemetry.json"), ...over };
}

export function advisory(over: Partial<Advisory> = {}): Advisory {
  return { id: "CVE-2021-0001", severity: "high", cvss: [], cwes: [], source: sourceOf("nvd.json"), ...over };
}

/** A catalogue of ids. */
export function catalogue(ids: readonly string[] = [], over: Partial<KevCatalogue> = {}): KevCatalogue {
  const entry = { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: true };
  return {
    version: "2026.08.21",
    released: "2026-08-21T17:46:43Z",
    sha256: "e".repeat(64),
    origin: "embedded",
    entries: new Map(ids.map((id) => [id, entry])),
    ...over,
  };
}

export function inputFile(over: Partial<InputFile> = {}): InputFile {
  return {
    name: "scan.json",
    sha256: "a".repeat(64),
    bytes: 10,
    encoding: "utf-8",
    kinds: ["cve"],
    format: "grype-json",
    coverage: { tool: "grype", doubts: [] },
    accounts: [],
    notices: [],
    ...over,
  };
}

/** A model with one trustworthy scan and nothing in it. */
export function model(over: Partial<Model> = {}): Model {
  return {
    asOf: "2026-08-25T12:00:00Z",
    inputs: [inputFile()],
    documents: [],
    components: [],
    listings: over.components ?? [],
    findings: [],
    vulnerabilities: [],
    contradictions: noContradictions,
    vexStatements: [],
    vexConflicts: [],
    unplacedAdvisories: [],
    design: [],
    contexts: [],
    testReports: [],
    codeCoverages: [],
    provenance: [],
    resources: [],
    requirements: [],
    telemetry: [],
    crosswalk: [],
    exposures: [],
    exposureLinks: noExposureLinks,
    intel: { kev: catalogue() },
    merged: [],
    ...over,
  };
}

export function reasonRecord(over: Partial<Reason> = {}): Reason {
  return {
    code: "SEVERITY_FAIL_ON",
    rule: "guardrails/fail-on",
    verdict: "NO-GO",
    message: "1 open item reaches the limit",
    source: "overlay guardrails.fail_on",
    count: 1,
    evidence: [{ id: "CVE-2021-0001", what: "CVE-2021-0001 (high)" }],
    ...over,
  };
}

export function decisionRecordOf(over: Partial<DecisionRecord> = {}): DecisionRecord {
  return {
    schema: decisionSchema,
    verdict: "GO",
    exit_code: 0,
    reasons: [],
    warnings: [],
    to_go: [],
    rules: [],
    inputs: [],
    set_aside: { findings: 0, vulnerabilities: 0, known_exploited: 0, posture_failures: 0 },
    artefacts: [],
    not_seen: [],
    overlay: { mode: "demo", sha256: "b".repeat(64), layers: [] },
    intel: {
      kev: {
        version: "2026.08.21",
        released: "2026-08-21T17:46:43Z",
        sha256: "e".repeat(64),
        origin: "embedded",
        entries: 1,
        age_days: 3,
      },
    },
    tool: { name: "fixops", version: "0.1.0" },
    app: { name: "payments-api" },
    run_id: "20260825T120000Z-0123abcd",
    as_of: "2026-08-25T12:00:00Z",
    evidence: { directory: "demo/x", manifest: "manifest.json" },
    salt: "d".repeat(64),
    ...over,
  };
}

/** The list in an order that `seed` picks: for tests that order does not matter. */
export function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  return items
    .map((item, index) => ({ item, key: Math.sin(seed * 31 + index * 7919) }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
