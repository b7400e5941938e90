import { z } from "zod";
import type { Advisory } from "../domain/advisory.ts";
import type { Component, ComponentFile, RefGraph, SbomAbout, SbomDocument } from "../domain/component.ts";
import {
  type BusinessContext,
  type ContextFacts,
  criticalities,
  type DesignComponent,
  dataClasses,
  environments,
  exposures,
} from "../domain/design.ts";
import type { Finding, Location } from "../domain/finding.ts";
import type { EpssTable } from "../domain/intel.ts";
import type { ControlRef, StatedRequirement } from "../domain/requirement.ts";
import { severities } from "../domain/severity.ts";
import type { Suppression } from "../domain/suppression.ts";
import type { Alert, ServiceTelemetry } from "../domain/telemetry.ts";
import type { CodeCoverage, Covered, TestReport } from "../domain/test-report.ts";
import { type VexProduct, type VexStatement, vexStatuses } from "../domain/vex.ts";
import type { Cvss, Observation, PackageRef } from "../domain/vulnerability.ts";
import { answer, flag, maybeNumber, maybeText, number, pairs, shapeOf, source, text, texts } from "./inputs-schema.ts";

/** The items of `ingest` as the inputs document holds them: the types of the domain, member by member. */

const severity = z.enum(severities);

const suppression = shapeOf<Suppression>()({
  kind: z.enum(["in_source", "external", "tool"]),
  status: z.enum(["accepted", "under_review", "rejected"]).exactOptional(),
  justification: maybeText,
  rule: maybeText,
}).exactOptional();

const file = shapeOf<ComponentFile>()({
  name: maybeText,
  executable: z.boolean().exactOptional(),
  archive: z.boolean().exactOptional(),
  structured: z.boolean().exactOptional(),
  hashes: texts,
});

export const component: z.ZodType<Component> = shapeOf<Component>()({
  name: text,
  version: maybeText,
  purl: maybeText,
  cpe: maybeText,
  type: maybeText,
  ref: maybeText,
  licenses: texts,
  supplier: maybeText,
  scope: maybeText,
  hashes: texts,
  producer: maybeText,
  contact: maybeText,
  declaredLicenses: texts.exactOptional(),
  concludedLicenses: texts.exactOptional(),
  hasOtherId: flag,
  file: file.exactOptional(),
  supportEnds: maybeText,
  deprecated: maybeText,
  source,
});

const graph = shapeOf<RefGraph>()({ numbers: z.map(text, number), from: z.array(number), to: z.array(number) });

const about = shapeOf<SbomAbout>()({
  format: z.enum(["CycloneDX", "SPDX", "Syft"]),
  formatVersion: maybeText,
  authors: texts,
  contacts: texts,
  tools: z.array(z.strictObject({ name: text, version: maybeText })),
  timestamp: maybeText,
  lifecycles: texts,
  revision: maybeText,
  tellsCompleteness: z.boolean(),
  holdsVulnerabilities: z.boolean(),
});

export const sbomDocument: z.ZodType<SbomDocument> = shapeOf<SbomDocument>()({
  input: text,
  name: maybeText,
  serialNumber: maybeText,
  subject: component.exactOptional(),
  dependencyCount: number,
  serviceCount: number,
  dependencies: graph.exactOptional(),
  contains: graph.exactOptional(),
  about: about.exactOptional(),
});

export const finding: z.ZodType<Finding> = shapeOf<Finding>()({
  ruleId: text,
  tool: text,
  level: text,
  severity,
  message: text,
  location: shapeOf<Location>()({ file: maybeText, line: maybeNumber }),
  resource: maybeText,
  cwes: texts,
  vulnerabilityIds: texts,
  toolFingerprint: maybeText,
  context: maybeText,
  baselineState: maybeText,
  suppression,
  source,
});

const cvss = z.array(
  shapeOf<Cvss>()({
    version: z.enum(["2.0", "3.0", "3.1", "4.0"]),
    score: maybeNumber,
    vector: maybeText,
    scorer: maybeText,
  }),
);

const packageRef = shapeOf<PackageRef>()({
  name: text,
  version: maybeText,
  purl: maybeText,
  cpe: maybeText,
  ecosystem: maybeText,
});

export const observation: z.ZodType<Observation> = shapeOf<Observation>()({
  id: text,
  aliases: texts,
  related: texts.exactOptional(),
  package: packageRef,
  severity,
  cvss,
  cwes: texts,
  epss: maybeNumber,
  fixedIn: texts,
  title: maybeText,
  tool: text,
  suppression,
  source,
});

export const advisory: z.ZodType<Advisory> = shapeOf<Advisory>()({
  id: text,
  aliases: texts.exactOptional(),
  severity,
  cvss,
  cwes: texts,
  title: maybeText,
  kev: z.strictObject({ dateAdded: text, dueDate: text }).exactOptional(),
  source,
});

const product = shapeOf<VexProduct>()({
  id: text,
  purl: maybeText,
  isLimited: flag,
  versions: maybeText,
  subcomponents: z.array(z.strictObject({ id: text, purl: maybeText })),
});

export const vexStatement: z.ZodType<VexStatement> = shapeOf<VexStatement>()({
  vulnerability: text,
  aliases: texts,
  products: z.array(product),
  status: z.enum(vexStatuses),
  justification: maybeText,
  impact: maybeText,
  action: maybeText,
  timestamp: maybeText,
  author: maybeText,
  source,
});

export const designComponent: z.ZodType<DesignComponent> = shapeOf<DesignComponent>()({
  name: text,
  exposure: z.enum(exposures).exactOptional(),
  authentication: answer,
  dataClasses: z.array(z.enum(dataClasses)),
  criticality: z.enum(criticalities).exactOptional(),
  owner: maybeText,
  subcomponent: maybeText,
  controlScope: maybeText,
  description: maybeText,
  componentType: maybeText,
  trustBoundary: maybeText,
  purl: maybeText,
  image: maybeText,
  extra: pairs,
  source,
});

const facts = {
  criticality: z.enum(criticalities).exactOptional(),
  environment: z.enum(environments).exactOptional(),
  dataSensitivity: z.array(z.enum(dataClasses)),
  internetExposed: answer,
  users: maybeText,
  regulations: texts,
  owner: maybeText,
  sla: maybeText,
};

export const businessContext: z.ZodType<BusinessContext> = shapeOf<BusinessContext>()({
  ...facts,
  application: maybeText,
  components: z.array(shapeOf<ContextFacts & { readonly name: string }>()({ ...facts, name: text })),
  ssvc: pairs,
  source,
});

export const epssTable: z.ZodType<EpssTable> = shapeOf<EpssTable>()({
  modelVersion: maybeText,
  scoreDate: maybeText,
  scores: z.map(text, number),
});

export const testReport: z.ZodType<TestReport> = shapeOf<TestReport>()({
  name: maybeText,
  suites: number,
  tests: number,
  failures: number,
  errors: number,
  skipped: number,
  failing: z.array(z.strictObject({ name: text, message: maybeText, source })),
  source,
});

const covered = shapeOf<Covered>()({ covered: number, total: number }).exactOptional();

export const codeCoverage: z.ZodType<CodeCoverage> = shapeOf<CodeCoverage>()({
  lines: covered,
  branches: covered,
  functions: covered,
  files: number,
  source,
});

const control = shapeOf<ControlRef>()({ ref: text, framework: maybeText, control: text });

export const requirement: z.ZodType<StatedRequirement> = shapeOf<StatedRequirement>()({
  givenId: maybeText,
  feature: maybeText,
  controls: z.array(control),
  dataClasses: z.array(z.enum(dataClasses)),
  pii: answer,
  internetFacing: answer,
  notes: maybeText,
  extra: pairs,
  source,
});

const alert = shapeOf<Alert>()({
  name: text,
  severity,
  state: z.enum(["firing", "resolved", "unknown"]).exactOptional(),
});

export const telemetry: z.ZodType<ServiceTelemetry> = shapeOf<ServiceTelemetry>()({
  service: text,
  latencyMsP95: maybeNumber,
  latencyObjectiveMs: maybeNumber,
  errorRate: maybeNumber,
  cpu: maybeNumber,
  memory: maybeNumber,
  requests: maybeNumber,
  alerts: z.array(alert),
  measuredAt: maybeText,
  source,
});
