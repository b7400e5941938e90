import type { Advisory } from "./advisory.ts";
import type { Component, SbomDocument } from "./component.ts";
import type { CrosswalkRow } from "./crosswalk.ts";
import type { BusinessContext, DesignComponent } from "./design.ts";
import type { CorrelatedFinding } from "./finding.ts";
import type { InputFile, MergeableItems } from "./input-file.ts";
import type { Intel } from "./intel.ts";
import type { MatchedStatement } from "./vex.ts";
import type { Vulnerability } from "./vulnerability.ts";

/** What `correlate` hands to `assess`: the release as all inputs together show it. Lists are in a defined order. */
export type Model = {
  /** The clock of the run, RFC 3339 in UTC. */
  readonly asOf: string;
  readonly inputs: readonly InputFile[];
  readonly documents: readonly SbomDocument[];
  readonly components: readonly Component[];
  readonly findings: readonly CorrelatedFinding[];
  readonly vulnerabilities: readonly Vulnerability[];
  readonly vexStatements: readonly MatchedStatement[];
  /** Advisories about vulnerabilities that no scanner reported: whether they apply is unknown. */
  readonly unplacedAdvisories: readonly Advisory[];
  readonly design: readonly DesignComponent[];
  readonly contexts: readonly BusinessContext[];
  readonly crosswalk: readonly CrosswalkRow[];
  readonly intel: Intel;
  /** Raw items of each input that repeat another item and count with it. */
  readonly merged: readonly MergedItems[];
};

export type MergedItems = {
  readonly input: string;
  readonly items: MergeableItems;
  readonly count: number;
};
