import type { Items } from "../domain/items.ts";
import type { StageRun } from "../domain/stage.ts";
import type { InputsFacts } from "./inputs-facts.ts";
import { provenanceStatement, resource } from "./inputs-foreign.ts";
import { familyEntry, inputFile, kevEntry, knownFinding, knownVulnerability, recordedStage } from "./inputs-frame.ts";
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
} from "./inputs-items.ts";
import { idsIn, neededFamilies, neededKev, neededScores } from "./inputs-needed.ts";

/** The lists of the inputs document in the order of their lines, and what a line of each holds. */
export const lineSchemas = {
  files: inputFile,
  kev: kevEntry,
  families: familyEntry,
  baseline_vulnerabilities: knownVulnerability,
  baseline_findings: knownFinding,
  stages: recordedStage,
  documents: sbomDocument,
  components: component,
  findings: finding,
  observations: observation,
  advisories: advisory,
  vex_statements: vexStatement,
  design: designComponent,
  contexts: businessContext,
  epss: epssTable,
  test_reports: testReport,
  code_coverages: codeCoverage,
  provenance: provenanceStatement,
  resources: resource,
  requirements: requirement,
  telemetry,
} as const;

export type ListName = keyof typeof lineSchemas;

export const listNames: readonly ListName[] = Object.keys(lineSchemas).filter((name) => isListName(name));

function isListName(name: string): name is ListName {
  return Object.hasOwn(lineSchemas, name);
}

/** The content of each list. KEV catalogues among the items are in the catalogue of `intel`, which they were joined to. */
export function listsOf(facts: InputsFacts): { readonly [List in ListName]: readonly unknown[] } {
  const { baseline, files, intel, items, stageRun } = facts;
  const ids = idsIn(items);
  return {
    files,
    kev: neededKev(intel, ids),
    families: neededFamilies(intel.families, items),
    baseline_vulnerabilities: baseline?.vulnerabilities ?? [],
    baseline_findings: baseline?.findings ?? [],
    stages: stagesOf(stageRun),
    ...itemLists(items),
    epss: items.epss.map((table) => neededScores(table, ids)),
  };
}

function itemLists({ kevCatalogues: _, ...items }: Items) {
  const { codeCoverages, testReports, vexStatements, ...others } = items;
  return { ...others, code_coverages: codeCoverages, test_reports: testReports, vex_statements: vexStatements };
}

function stagesOf(run: StageRun | undefined): readonly unknown[] {
  return (run?.stages ?? []).map(({ frame: _, ...stage }) => stage);
}
