import type { Advisory } from "./advisory.ts";
import type { Component, SbomDocument } from "./component.ts";
import type { BusinessContext, DesignComponent } from "./design.ts";
import type { Finding } from "./finding.ts";
import type { EpssTable, KevCatalogue } from "./intel.ts";
import type { ProvenanceStatement } from "./provenance.ts";
import type { StatedRequirement } from "./requirement.ts";
import type { Resource } from "./resource.ts";
import type { ServiceTelemetry } from "./telemetry.ts";
import type { CodeCoverage, TestReport } from "./test-report.ts";
import type { VexStatement } from "./vex.ts";
import type { Observation } from "./vulnerability.ts";

/** Everything that inputs can hold, in the domain's terms; the end of `ingest`, the start of `correlate`. */
export type Items = {
  readonly documents: readonly SbomDocument[];
  readonly components: readonly Component[];
  readonly findings: readonly Finding[];
  readonly observations: readonly Observation[];
  readonly advisories: readonly Advisory[];
  readonly vexStatements: readonly VexStatement[];
  readonly design: readonly DesignComponent[];
  readonly contexts: readonly BusinessContext[];
  readonly kevCatalogues: readonly KevCatalogue[];
  readonly epss: readonly EpssTable[];
  readonly testReports: readonly TestReport[];
  readonly codeCoverages: readonly CodeCoverage[];
  readonly provenance: readonly ProvenanceStatement[];
  readonly resources: readonly Resource[];
  readonly requirements: readonly StatedRequirement[];
  readonly telemetry: readonly ServiceTelemetry[];
};

/** Nothing of anything. @internal: tests start from it. */
export const noItems: Items = {
  documents: [],
  components: [],
  findings: [],
  observations: [],
  advisories: [],
  vexStatements: [],
  design: [],
  contexts: [],
  kevCatalogues: [],
  epss: [],
  testReports: [],
  codeCoverages: [],
  provenance: [],
  resources: [],
  requirements: [],
  telemetry: [],
};
