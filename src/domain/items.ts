import type { Advisory } from "./advisory.ts";
import type { Component, SbomDocument } from "./component.ts";
import type { BusinessContext, DesignComponent } from "./design.ts";
import type { Finding } from "./finding.ts";
import type { KevCatalogue } from "./intel.ts";
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
};
