import type { Advisory } from "./advisory.ts";
import type { Baseline } from "./baseline.ts";
import type { Component, SbomDocument } from "./component.ts";
import type { Contradictions } from "./contradiction.ts";
import type { CrosswalkRow } from "./crosswalk.ts";
import type { BusinessContext, DesignComponent } from "./design.ts";
import type { ExposureFact, ExposureLinks } from "./exposure.ts";
import type { CorrelatedFinding } from "./finding.ts";
import type { InputFile, MergeableItems } from "./input-file.ts";
import type { Intel } from "./intel.ts";
import type { ProvenanceStatement } from "./provenance.ts";
import type { Requirement } from "./requirement.ts";
import type { Resource } from "./resource.ts";
import type { StageRun } from "./stage.ts";
import type { ServiceTelemetry } from "./telemetry.ts";
import type { CodeCoverage, TestReport } from "./test-report.ts";
import type { ProvenanceBasis } from "./trust.ts";
import type { MatchedStatement, VexConflict } from "./vex.ts";
import type { Vulnerability } from "./vulnerability.ts";

/** What `correlate` hands to `assess`: the release as all inputs together show it. Lists are in a defined order. */
export type Model = {
  /** The clock of the run, RFC 3339 in UTC. */
  readonly asOf: string;
  readonly inputs: readonly InputFile[];
  readonly documents: readonly SbomDocument[];
  readonly components: readonly Component[];
  /** The same before repeats were merged: what each SBOM lists, for judging the SBOMs themselves. */
  readonly listings: readonly Component[];
  readonly findings: readonly CorrelatedFinding[];
  readonly vulnerabilities: readonly Vulnerability[];
  /** Where scanners disagree. */
  readonly contradictions: Contradictions;
  readonly vexStatements: readonly MatchedStatement[];
  readonly vexConflicts: readonly VexConflict[];
  /** Advisories about vulnerabilities that no scanner reported: whether they apply is unknown. */
  readonly unplacedAdvisories: readonly Advisory[];
  readonly design: readonly DesignComponent[];
  readonly contexts: readonly BusinessContext[];
  readonly requirements: readonly Requirement[];
  /** In text order of the services. */
  readonly telemetry: readonly ServiceTelemetry[];
  readonly crosswalk: readonly CrosswalkRow[];
  /** What the internet reaches and what not: derived, then stated, each in text order of the names. */
  readonly exposures: readonly ExposureFact[];
  readonly exposureLinks: ExposureLinks;
  readonly testReports: readonly TestReport[];
  readonly codeCoverages: readonly CodeCoverage[];
  /** As read; `assess` verifies them against the basis. */
  readonly provenance: readonly ProvenanceStatement[];
  /** Keys, roots and artefacts that the user named; absent when there are none. */
  readonly provenanceBasis?: ProvenanceBasis;
  /** Of plans and manifests. */
  readonly resources: readonly Resource[];
  readonly intel: Intel;
  /** The stage documents of the release; absent when there are none in a run registry. */
  readonly stageRun?: StageRun;
  /** Set when the run was given a baseline: then every vulnerability and finding has its `change`. */
  readonly baseline?: BaselineComparison;
  /** Raw items of each input that repeat another item and count with it. */
  readonly merged: readonly MergedItems[];
};

/** What the earlier run or report was that this one is compared with, and what of it is gone. */
export type BaselineComparison = {
  readonly name: string;
  readonly sha256: string;
  readonly run?: Baseline["run"];
  /** Scans of this run that the baseline was made of as well, by name. */
  readonly shared: readonly string[];
  /** Name of the application, when it is not that of this run. */
  readonly otherApp?: string;
  readonly fixed: { readonly vulnerabilities: readonly string[]; readonly findings: readonly string[] };
};

export type MergedItems = {
  readonly input: string;
  readonly items: MergeableItems;
  readonly count: number;
};
