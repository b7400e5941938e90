import { z } from "zod";
import type { DecisionRecord } from "../domain/bundle.ts";
import { isScan } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import { countSeverities, type Severity, worstSeverity } from "../domain/severity.ts";
import { isOpen } from "../domain/vulnerability.ts";
import { defineAssessor, notEvaluated } from "./assessor.ts";

/** How bad the open items are, by source. With nothing open the highest is "none", which is not "low". */
export const severityOverview = defineAssessor({
  section: "severity_overview",
  options: z.undefined(),
  rules: [],
  assess(model) {
    if (!model.inputs.some(isScan)) {
      return { section: notEvaluated("no scan among the inputs"), results: [] };
    }
    const findings = model.findings.filter((finding) => finding.state === "open");
    const vulnerabilities = model.vulnerabilities.filter(isOpen);
    const open = [...findings, ...vulnerabilities];
    return {
      section: {
        status: "evaluated",
        highest: open.length === 0 ? "none" : highestOf(open),
        counts: countSeverities(open),
        sources: { sarif: countSeverities(findings), cve: countSeverities(vulnerabilities) },
        set_aside: {
          sarif: model.findings.length - findings.length,
          cve: model.vulnerabilities.length - vulnerabilities.length,
        },
      },
      results: [],
    };
  },
});

function highestOf(items: readonly { readonly severity: Severity }[]): Severity {
  return items.reduce<Severity>((worst, item) => worstSeverity(item.severity, worst), "unknown");
}

/** What was found and does not count, for the first screen: a GO that rests on it must not look like one that does not. */
export function setAside(model: Model): Omit<DecisionRecord["set_aside"], "posture_failures"> {
  const closed = model.vulnerabilities.filter((one) => !isOpen(one));
  return {
    findings: model.findings.filter((finding) => finding.state !== "open").length,
    vulnerabilities: closed.length,
    known_exploited: closed.filter((one) => one.kev !== undefined).length,
  };
}
