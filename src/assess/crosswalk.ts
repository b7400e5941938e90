import { z } from "zod";
import type { Rule } from "../domain/rule.ts";
import { packageText, vulnerabilityKey } from "../domain/vulnerability.ts";
import { counted } from "../domain/words.ts";
import { defineAssessor, evidenceOf, ruleResult } from "./assessor.ts";
import { vulnerabilityEvidence } from "./evidence.ts";

const unlisted: Rule = {
  id: "crosswalk/unlisted-packages",
  code: "PACKAGE_NOT_IN_SBOM",
  title: "every vulnerable package is in an SBOM",
  enforce: "warn",
  source: "an SBOM that lacks a scanned package is of another build, or incomplete",
};

/** Design component ↔ SBOM component ↔ finding ↔ vulnerability, each link with the reason why it holds. */
export const crosswalkAssessor = defineAssessor({
  section: "crosswalk",
  options: z.undefined(),
  rules: [unlisted],
  assess(model) {
    const hasSbom = model.documents.length > 0;
    const strangers = hasSbom ? model.vulnerabilities.filter((one) => !one.inSbom) : [];
    const linked = new Set(model.crosswalk.flatMap((row) => row.vulnerabilities.map((link) => link.to)));
    const result = hasSbom
      ? ruleResult(
          unlisted,
          strangers.length === 0 ? "pass" : "fail",
          strangers.length === 0
            ? "every vulnerable package is in an SBOM"
            : `${counted(strangers.length, "vulnerability is", "vulnerabilities are")} in packages that no SBOM lists`,
          { evidence: evidenceOf(strangers, (one) => vulnerabilityEvidence(one)) },
        )
      : ruleResult(unlisted, "not_applicable", "no SBOM among the inputs");
    return {
      section: {
        status: model.design.length === 0 ? "degraded" : "evaluated",
        ...(model.design.length === 0 && { why: "no design input: only package and vulnerability are joined" }),
        rows: model.crosswalk.map((row) => ({
          design: row.design.name,
          sboms: row.sboms,
          components: row.components.map((link) => ({ component: packageText(link.to), by: link.by })),
          vulnerabilities: row.vulnerabilities.map((link) => ({
            vulnerability: vulnerabilityKey(link.to),
            by: link.by,
          })),
          findings: row.findings.map((link) => ({ fingerprint: link.to.fingerprint, by: link.by })),
        })),
        vulnerabilities_without_design: model.vulnerabilities.filter((one) => !linked.has(one)).length,
        packages_not_in_sbom: [...new Set(strangers.map((one) => packageText(one.package)))],
      },
      results: [result],
    };
  },
});
