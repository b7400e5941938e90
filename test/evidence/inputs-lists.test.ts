import { describe, expect, test } from "bun:test";
import type { z } from "zod";
import { type Items, noItems } from "../../src/domain/items.ts";
import type { InputsFacts } from "../../src/evidence/inputs-facts.ts";
import { type ListName, lineSchemas, listNames, listsOf } from "../../src/evidence/inputs-lists.ts";
import * as build from "../support/build.ts";
import { smallFacts, smallSbom } from "../support/reports.ts";
import { recordedStages, stageRun } from "../support/stages.ts";

const source = build.sourceOf();
const stages = recordedStages(["design"]);
const items: Items = {
  ...noItems,
  observations: [build.observation({ id: "CVE-1" })],
  vexStatements: [build.statement()],
  testReports: [{ suites: 0, tests: 0, failures: 0, errors: 0, skipped: 0, failing: [], source }],
  codeCoverages: [{ files: 1, source }],
  telemetry: [build.telemetry()],
  kevCatalogues: [build.catalogue(["CVE-1"])],
  epss: [{ scores: new Map(Object.entries({ "CVE-1": 0.1, "CVE-2": 0.2 })) }],
};
const facts: InputsFacts = {
  ...smallFacts([smallSbom]),
  items,
  intel: { kev: build.catalogue(["CVE-1", "CVE-2"]) },
  baseline: {
    name: "before",
    sha256: "c".repeat(64),
    inputs: [],
    vulnerabilities: [{ id: "CVE-1", aliases: [], package: "pkg:npm/a@1", severity: "low", isOpen: true }],
    findings: [{ fingerprint: "f", title: "t", severity: "high", isOpen: false }],
  },
  stageRun: stageRun({ stages }),
};
const lists = listsOf(facts);

describe("listsOf()", () => {
  test("gives each list that lines are named by, and no other: KEV catalogues have none", () => {
    expect(Object.keys(lists).toSorted()).toEqual(listNames.toSorted());
    expect(Object.keys(listsOf({ ...facts, items: noItems })).toSorted()).toEqual(listNames.toSorted());
  });

  const { frame: _, ...stage } = stages[0]!;
  test.each<[ListName, readonly unknown[]]>([
    ["files", facts.files],
    ["kev", [["CVE-1", facts.intel.kev.entries.get("CVE-1")]]],
    ["families", []],
    ["baseline_vulnerabilities", facts.baseline!.vulnerabilities],
    ["baseline_findings", facts.baseline!.findings],
    ["stages", [stage]],
    ["observations", items.observations],
    ["vex_statements", items.vexStatements],
    ["epss", [{ scores: new Map([["CVE-1", 0.1]]) }]],
    ["test_reports", items.testReports],
    ["code_coverages", items.codeCoverages],
    ["telemetry", items.telemetry],
  ])("puts into %s what belongs there", (name, content) => {
    expect(lists[name]).toEqual([...content]);
    const schema: z.ZodType = lineSchemas[name];
    expect(content.filter((line) => !schema.safeParse(line).success)).toEqual([]);
  });

  test("has nothing of a baseline or stages that are not there", () => {
    const { baseline: _baseline, stageRun: _run, ...others } = facts;
    const { baseline_findings: findings, baseline_vulnerabilities: known, stages: recorded } = listsOf(others);
    expect([findings, known, recorded]).toEqual([[], [], []]);
  });
});
