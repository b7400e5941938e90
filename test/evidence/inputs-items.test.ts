import { expect, test } from "bun:test";
import type { z } from "zod";
import {
  advisory,
  businessContext,
  codeCoverage,
  component,
  designComponent,
  epssTable,
  finding,
  observation,
  requirement,
  sbomDocument,
  telemetry,
  testReport,
  vexStatement,
} from "../../src/evidence/inputs-items.ts";
import * as build from "../support/build.ts";
import { toleranceOf } from "../support/shape.ts";

const source = build.sourceOf();
const graph = { numbers: new Map([["app", 0]]), from: [0], to: [0] };
const about = { format: "SPDX", authors: [], contacts: [], tools: [{ name: "syft" }], lifecycles: [] } as const;
const suppression = { kind: "in_source", status: "accepted" } as const;
const kev = { dateAdded: "2026-01-01", dueDate: "2026-01-15" };
const scores = new Map([["CVE-2021-0001", Number.NaN]]);
const report = { suites: 1, tests: 2, failures: 1, errors: 0, skipped: 0, failing: [{ name: "a", source }] };
const controls = [{ ref: "ASVS 2.1", control: "2.1" }];

/** Each with some of the members that it need not have; these are named last. */
test.each<[string, z.ZodType, object, readonly string[]]>([
  ["advisory", advisory, build.advisory({ aliases: ["b"], kev }), ["aliases", "kev"]],
  [
    "businessContext",
    businessContext,
    build.context({ environment: "production", ssvc: [["exploitation", "poc"]] }),
    ["environment"],
  ],
  ["codeCoverage", codeCoverage, { lines: { covered: 1, total: 2 }, files: 1, source }, ["lines"]],
  [
    "component",
    component,
    build.component({ file: { hashes: [], archive: true }, hasOtherId: true }),
    ["version", "purl", "file", "hasOtherId"],
  ],
  ["designComponent", designComponent, build.design({ exposure: "internet", extra: [["tier", "1"]] }), ["exposure"]],
  ["epssTable", epssTable, { scoreDate: "2026-08-01", scores }, ["scoreDate"]],
  ["finding", finding, build.finding({ suppression, context: "x" }), ["suppression", "context"]],
  ["observation", observation, build.observation({ related: ["CVE-1"], epss: -0 }), ["related", "epss"]],
  ["requirement", requirement, build.requirement({ controls, pii: "unknown" }), ["pii"]],
  [
    "sbomDocument",
    sbomDocument,
    build.sbomDocument({
      dependencies: graph,
      subject: build.plainComponent(),
      about: { ...about, tellsCompleteness: true, holdsVulnerabilities: false },
    }),
    ["dependencies", "subject", "about"],
  ],
  [
    "telemetry",
    telemetry,
    build.telemetry({ cpu: 0.5, alerts: [{ name: "a", severity: "low", state: "firing" }] }),
    ["cpu"],
  ],
  ["testReport", testReport, { ...report, name: "unit", source }, ["name"]],
  ["vexStatement", vexStatement, build.statement({ author: "vendor" }), ["author", "justification"]],
])("%s is taken as it is, and nothing else is", (_, schema, item, optional) => {
  expect(schema.parse(item)).toEqual(item);
  const { optional: missing, ...others } = toleranceOf(schema, item);
  expect(missing.toSorted()).toEqual(optional.toSorted());
  expect(others).toEqual({ untyped: [], isOpen: false });
});

test.each<[string, z.ZodType, object]>([
  ["a severity", finding, { ...build.finding(), severity: "huge" }],
  ["a status of VEX", vexStatement, { ...build.statement(), status: "maybe" }],
  ["a version of CVSS", observation, build.observation({ cvss: [{ version: "5.0" as "4.0" }] })],
  ["a format of SBOMs", sbomDocument, build.sbomDocument({ about: { ...about, format: "SWID" } as never })],
  ["a member of a part", component, build.component({ file: { hashes: [], size: 1 } as never })],
  ["an answer", designComponent, { ...build.design(), authentication: "perhaps" }],
  ["an undefined member", component, { ...build.component(), cpe: undefined }],
])("%s that there is not is refused", (_, schema, item) => {
  expect(schema.safeParse(item).success).toBe(false);
});
