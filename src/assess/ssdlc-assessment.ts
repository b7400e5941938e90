import { z } from "zod";
import { type InputFile, isPublicRecord, isVulnerabilityScan, rawItems } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import { defineAssessor, evidenceOf, ruleResult } from "./assessor.ts";

type Practice = {
  /** Task id of NIST SP 800-218 (SSDF 1.1). */
  readonly id: string;
  readonly title: string;
  /** Which inputs are evidence of it. */
  readonly evidencedBy: (input: InputFile, model: Model) => boolean;
  readonly wants: string;
};

/** The SSDF tasks that a release's own artefacts can bear witness to; titles in our words. */
const practices: readonly Practice[] = [
  {
    id: "PO.1.2",
    title: "security requirements of the software are known",
    evidencedBy: (input) => input.kinds[0] === "context",
    wants: "a business context (--context)",
  },
  {
    id: "PW.1.1",
    title: "the design is looked at for risk",
    evidencedBy: (input, model) => input.kinds[0] === "design" && model.design.length > 0,
    wants: "a design (--design)",
  },
  {
    id: "PS.3.2",
    title: "what the release is made of is recorded",
    evidencedBy: ({ kinds, accounts }) => kinds.includes("sbom") && accounts.some(isOfComponents),
    wants: "an SBOM (--sbom)",
  },
  {
    id: "PW.7.2",
    title: "code is analysed",
    evidencedBy: (input) => input.kinds[0] === "sarif",
    wants: "static analysis findings (--sarif)",
  },
  {
    id: "PW.4.4",
    title: "third-party components are checked for known vulnerabilities",
    evidencedBy: isVulnerabilityScan,
    wants: "a vulnerability scan (--cve)",
  },
  {
    id: "RV.1.1",
    title: "public information on vulnerabilities is gathered",
    evidencedBy: isPublicRecord,
    wants: "a current KEV catalogue or NVD records (--cve)",
  },
  {
    id: "RV.2.1",
    title: "each vulnerability is analysed",
    evidencedBy: (input, model) => model.vexStatements.some((statement) => statement.source.input === input.name),
    wants: "VEX statements (--vex)",
  },
];

const practiceIds = practices.map((practice) => practice.id);

const options = z
  .strictObject({
    required: z
      .array(z.enum(practiceIds))
      .default([])
      .describe("SSDF tasks (NIST SP 800-218) without whose evidence the verdict is at best CONDITIONAL."),
  })
  .prefault({});

const requiredRule: Rule = {
  id: "ssdlc/required-practices",
  code: "PRACTICE_WITHOUT_EVIDENCE",
  title: "every required practice has evidence",
  enforce: "conditional",
  source: "NIST SP 800-218 (SSDF 1.1), overlay ssdlc.required",
};

/** Which practices of the secure development life cycle have evidence here; evidence, not a mark for how well they are done. */
export const ssdlcAssessment = defineAssessor({
  section: "ssdlc_assessment",
  options,
  rules: [requiredRule],
  assess(model, chosen) {
    const rows = practices.map((practice) => ({
      practice,
      ...witnesses(model, practice),
    }));
    const satisfied = new Set(rows.filter((row) => row.evidence.length > 0).map((row) => row.practice.id));
    return {
      section: {
        status: "evaluated",
        standard: "NIST SP 800-218 (SSDF 1.1)",
        meaning: "evidence that a practice took place for this release; not how well",
        with_evidence: satisfied.size,
        without_evidence: rows.length - satisfied.size,
        practices: rows.map((row) => ({
          id: row.practice.id,
          title: row.practice.title,
          status: statusOf(row.evidence.length, row.doubtful.length),
          evidence: row.evidence.map((input) => ({ input: input.name, sha256: input.sha256 })),
          doubtful: row.doubtful.map((input) => ({ input: input.name, sha256: input.sha256 })),
          wants: row.practice.wants,
        })),
      },
      results: [evaluateRequired(chosen.required, satisfied)],
    };
  },
});

function statusOf(evidence: number, doubtful: number): string {
  if (evidence > 0) return "evidence";
  return doubtful > 0 ? "doubtful_evidence" : "no_evidence";
}

function evaluateRequired(required: readonly string[], satisfied: ReadonlySet<string>): RuleResult {
  if (required.length === 0) return ruleResult(requiredRule, "not_applicable", "the overlay requires no practice");
  const missing = practices.filter((practice) => required.includes(practice.id) && !satisfied.has(practice.id));
  const threshold = `ssdlc.required = [${required.join(", ")}]`;
  if (missing.length === 0)
    return ruleResult(requiredRule, "pass", "every required practice has evidence", { threshold });
  return ruleResult(requiredRule, "fail", `no evidence of ${missing.map((practice) => practice.id).join(", ")}`, {
    threshold,
    evidence: evidenceOf(missing, (practice) => ({
      id: practice.id,
      what: `${practice.id} ${practice.title}: no evidence`,
      fix: `hand ${practice.wants}`,
    })),
  });
}

/** The inputs that are evidence of a practice, apart from those that are in doubt. */
function witnesses(
  model: Model,
  practice: Practice,
): { evidence: readonly InputFile[]; doubtful: readonly InputFile[] } {
  const all = model.inputs.filter((input) => practice.evidencedBy(input, model));
  return {
    evidence: all.filter((input) => input.coverage.doubts.length === 0),
    doubtful: all.filter((input) => input.coverage.doubts.length > 0),
  };
}

/** Whether another SBOM lists the same components first does not matter. */
function isOfComponents({ items, kept }: InputFile["accounts"][number]): boolean {
  return rawItems[items] === "components" && kept > 0;
}
