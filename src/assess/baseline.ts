import { z } from "zod";
import type { DecisionRecord } from "../domain/bundle.ts";
import { type Change, changes } from "../domain/change.ts";
import type { Model } from "../domain/model.ts";
import { present } from "../domain/present.ts";
import type { Json } from "../domain/section.ts";
import { countSeverities } from "../domain/severity.ts";
import { isOpen } from "../domain/vulnerability.ts";
import { defineAssessor, notEvaluated } from "./assessor.ts";

/** What is new, unchanged, reopened and gone since the baseline. What it means is for the guardrails to say. */
export const baselineAssessor = defineAssessor({
  section: "baseline",
  options: z.undefined(),
  rules: [],
  assess(model) {
    const { baseline } = model;
    if (baseline === undefined) return { section: notEvaluated("no baseline was given"), results: [] };
    return {
      section: {
        status: "evaluated",
        ...present({ name: baseline.name, sha256: baseline.sha256, as_of: baseline.run?.asOf }),
        open: Object.fromEntries(changes.map((change) => [change, openBy(model, change)])),
        fixed: baseline.fixed,
      },
      results: [],
    };
  },
});

/** Open items of one change by severity. */
function openBy({ vulnerabilities, findings }: Model, change: Change): Json {
  return {
    findings: countSeverities(findings.filter((one) => one.state === "open" && one.change === change)),
    vulnerabilities: countSeverities(vulnerabilities.filter((one) => isOpen(one) && one.change === change)),
  };
}

/** The comparison in figures, for the decision; undefined without a baseline. */
export function baselineRecord({ baseline, vulnerabilities, findings }: Model): DecisionRecord["baseline"] {
  if (baseline === undefined) return undefined;
  const open = [...vulnerabilities.filter(isOpen), ...findings.filter((one) => one.state === "open")];
  const by = (change: Change) => open.filter((one) => one.change === change).length;
  const closed = [...vulnerabilities, ...findings].filter((one) => one.change === "closed").length;
  const { name, sha256, run, fixed } = baseline;
  return present({
    name,
    sha256,
    as_of: run?.asOf,
    new: by("new"),
    unchanged: by("unchanged"),
    worsened: by("worsened"),
    reopened: by("reopened"),
    closed,
    fixed: fixed.vulnerabilities.length + fixed.findings.length,
  });
}
