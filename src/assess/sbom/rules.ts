import type { Model } from "../../domain/model.ts";
import type { Rule, RuleResult } from "../../domain/rule.ts";
import { sourceText } from "../../domain/source.ts";
import { packageText } from "../../domain/vulnerability.ts";
import { counted, listText } from "../../domain/words.ts";
import { shorten } from "../../standards/wire.ts";
import { evidenceOf, ruleResult } from "../assessor.ts";
import type { FlagGroup } from "./flags.ts";
import { hasPolicy, type JudgedLicence, judgeLicences } from "./licence-policy.ts";
import type { SbomOptions } from "./options.ts";
import type { ElementResult, SbomQuality } from "./quality.ts";

export const qualityRule: Rule = {
  id: "sbom/quality",
  code: "SBOM_INCOMPLETE",
  title: "every SBOM says what the chosen standard asks for",
  enforce: "warn",
  source: "NTIA minimum elements, BSI TR-03183-2 v2.1.0, CISA minimum elements (overlay sbom.quality)",
};

export const unpinnedRule: Rule = {
  id: "sbom/unpinned",
  code: "COMPONENT_UNPINNED",
  title: "every component is of one version",
  enforce: "warn",
  source: "invariant: what may be another thing tomorrow was not looked at today",
};

export const licenceRule: Rule = {
  id: "sbom/licence",
  code: "LICENCE_FORBIDDEN",
  title: "every component has a licence that the policy permits",
  enforce: "block",
  source: "overlay sbom.licences",
};

/** Each SBOM by the mean of the chosen standard; one that cannot be judged is a doubt. */
export function evaluateQuality(quality: readonly SbomQuality[], { quality: wanted }: SbomOptions): RuleResult {
  const threshold = `sbom.quality = ${wanted.standard}, ${wanted.min_percent} %`;
  const results = quality.flatMap(({ input, results: all }) =>
    all.filter(({ standard }) => standard === wanted.standard).map((result) => ({ input, ...result })),
  );
  if (results.length === 0) return ruleResult(qualityRule, "not_applicable", "no SBOM to judge", { threshold });
  const failed = results.filter(({ percent }) => percent !== undefined && percent < wanted.min_percent);
  if (failed.length === 0) {
    const isKnown = results.every(({ percent }) => percent !== undefined);
    if (!isKnown)
      return ruleResult(qualityRule, "unknown", "an SBOM lists nothing that could be judged", { threshold });
    return ruleResult(qualityRule, "pass", "every SBOM reaches the limit", { threshold });
  }
  const lacks = failed.flatMap(({ input, elements }) => elements.filter(lacksSomething).map((one) => ({ input, one })));
  const worst = lacks.toSorted((a, b) => (a.one.percent ?? 0) - (b.one.percent ?? 0));
  const texts = failed.map(({ input, percent }) => `${input} has ${percent} %`);
  return ruleResult(qualityRule, "fail", listText(texts, 3), {
    threshold,
    evidence: evidenceOf(worst, ({ input, one }) => ({
      id: `${input} ${one.id}`,
      what: `${input}: ${one.title}: ${lackText(one)}`,
      where: input,
      fix: `have the tool that writes ${input} give the ${one.title}`,
    })),
  });
}

function lacksSomething({ missing }: ElementResult): boolean {
  return missing > 0;
}

function lackText({ of, present, missing, lacking }: ElementResult): string {
  if (of === "document") return "not given";
  const [first] = lacking;
  const example = first === undefined ? "" : `, such as ${shorten(first, maxName)}`;
  return `missing for ${missing} of ${counted(present + missing, "component")}${example}`;
}

/** Names are anybody's text. */
const maxName = 160;

export function evaluateUnpinned({ components }: Model, unpinned: FlagGroup): RuleResult {
  if (components.length === 0) return ruleResult(unpinnedRule, "not_applicable", "no component among the inputs");
  if (unpinned.count === 0) return ruleResult(unpinnedRule, "pass", "every component is of one version");
  const message = `${counted(unpinned.count, "component is", "components are")} not of one version`;
  return ruleResult(unpinnedRule, "fail", message, {
    evidence: evidenceOf(unpinned.flags, ({ component, reason, source }) => ({
      id: component,
      what: `${shorten(component, maxName)}: ${reason}`,
      ...(source !== undefined && { where: sourceText(source) }),
      fix: "pin it in the lock file, and make the SBOM of what was built",
    })),
  });
}

/** Only under a policy; a component whose licence is not known is a doubt under one. */
export function evaluateLicences({ components }: Model, { licences }: SbomOptions): RuleResult {
  const { deny, allow } = licences;
  if (!hasPolicy(licences)) return ruleResult(licenceRule, "not_applicable", "no policy on licences");
  const threshold = `sbom.licences: deny [${listText(deny, 5)}], allow [${listText(allow, 5)}]`;
  if (components.length === 0) {
    return ruleResult(licenceRule, "not_applicable", "no component among the inputs", { threshold });
  }
  const judged = judgeLicences(components, licences);
  const forbidden = judged.filter(({ verdict }) => verdict === "forbidden");
  const unknown = judged.filter(({ verdict }) => verdict === "unknown");
  if (forbidden.length + unknown.length === 0) return ruleResult(licenceRule, "pass", passText(judged), { threshold });
  const status = forbidden.length > 0 ? "fail" : "unknown";
  const message =
    forbidden.length > 0
      ? `${counted(forbidden.length, "component has", "components have")} a licence that is not permitted`
      : `of ${counted(unknown.length, "component")} it is not known whether the licence is permitted`;
  const evidence = evidenceOf(forbidden.length > 0 ? forbidden : unknown, licenceEvidence);
  return ruleResult(licenceRule, status, message, { threshold, evidence });
}

function passText(judged: readonly JudgedLicence[]): string {
  const exempt = judged.filter(({ verdict }) => verdict === "not_applicable").length;
  const text = "every component has a licence that is permitted";
  return exempt === 0
    ? text
    : `${text}, but for ${counted(exempt, "file or system", "files and systems")} that need none`;
}

function licenceEvidence({ component }: JudgedLicence) {
  const id = packageText(component);
  const licence = component.licenses.length === 0 ? "no licence" : component.licenses.join(" and ");
  return {
    id,
    what: `${shorten(id, maxName)}: ${shorten(licence, maxName)}`,
    where: sourceText(component.source),
    fix: "replace it, or put the licence into sbom.licences.allow when it is permitted",
  };
}
