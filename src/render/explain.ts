import type { CheckFacts } from "../domain/posture.ts";
import { counted } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";
import { at, field, list, number, text, texts, type WireObject } from "../standards/wire.ts";
import { exposureNames, factOf, vulnerabilityExposureLines } from "./explain-exposure.ts";
import { checkLines, type PostureRecord, postureJson, postureRecords, wantsOf } from "./explain-posture.ts";
import { explainResource, resourceNames } from "./explain-resource.ts";
import { type RuleItems, ruleItems } from "./explain-rule.ts";

/** Something of a finished run, explained: for people, and the records of the bundle that say so. */
export type Explanation = { readonly text: string; readonly json: unknown };

/** Nothing of that name: what there is instead. */
export type Unknown = { readonly known: readonly string[] };

/** Every VEX statement: what became of it, by which steps, and of an unused one what it would have needed. */
export function explainStatements(section: unknown): Explanation {
  const statements = list(section, "statements");
  const unused = statements.filter((one) => text(one, "outcome") !== "applied").length;
  const conflicts = list(section, "conflicts");
  const lines = [
    statements.length === 0
      ? `no VEX statement was given${sentence(text(section, "why"))}`
      : `${counted(statements.length, "VEX statement")}, ${unused} of them without effect`,
    "",
    ...statements.flatMap((one) => [...statementLines(one), ""]),
    ...conflicts.flatMap((one) => [...conflictLines(one), ""]),
  ];
  return { text: shown(lines), json: { statements, conflicts } };
}

function statementLines(one: unknown): readonly string[] {
  const by = text(one, "author");
  const miss = text(one, "nearest_miss");
  return [
    `${(text(one, "outcome") ?? "").padEnd(10)} ${text(one, "status")} for ${text(one, "vulnerability")}${by === undefined ? "" : ` by ${by}`}`,
    ...list(one, "trace").map((step) => `  ${field(step, "held") === true ? "yes" : "no "}  ${text(step, "text")}`),
    `  why: ${text(one, "why")}`,
    ...(miss === undefined ? [] : [`  nearest miss: ${miss}`]),
    `  at ${text(one, "source")}`,
  ];
}

function conflictLines(one: unknown): readonly string[] {
  return [
    `conflict   ${text(one, "vulnerability")}: ${text(one, "why")}`,
    ...list(one, "statements").map((statement, index) => {
      const by = text(statement, "author") ?? "nobody named";
      return `  ${index === 0 ? "counts" : "yields"}  ${text(statement, "status")} by ${by}  at ${text(statement, "source")}`;
    }),
  ];
}

/** Facts of a posture check by its id, of which the bundle says only what failed. */
export type KnownCheck = (id: string) => CheckFacts | undefined;

/**
 * What the run says of a vulnerability, a package, a finding, a rule, a posture check or a resource; a fingerprint may be
 * cut short. People are shown at most a hundred items of a rule; the records have all that the bundle has.
 */
export function explainItem(
  subject: string,
  sections: unknown,
  knownCheck: KnownCheck = () => undefined,
): Explanation | Unknown {
  const vulnerabilities = list(field(sections, "cve_summary"), "vulnerabilities").filter((one) => names(one, subject));
  const findings = findingsOf(sections).filter((one) => isFinding(one, subject));
  const rules = list(field(sections, "decision"), "rules")
    .filter((one) => text(one, "rule") === subject)
    .map((rule) => ({ rule, items: ruleItems(rule, sections) }));
  const contradictions = list(at(sections, "cve_summary", "contradictions"), "rows").filter((one) =>
    names(one, subject),
  );
  const check = checkOf(subject, sections, knownCheck);
  const resource = explainResource(subject, sections, knownCheck);
  const lines = [
    ...rules.flatMap(({ rule, items }) => ruleLines(rule, items)),
    ...(check?.lines ?? []),
    ...(resource?.lines ?? []),
    ...vulnerabilities.flatMap((one) => [...vulnerabilityLines(one), ...vulnerabilityExposureLines(one, sections), ""]),
    ...contradictions.flatMap((one) => [...contradictionLines(one), ""]),
    ...findings.flatMap((one) => [...findingLines(one), ""]),
  ];
  if (lines.length === 0) return { known: knownNames(sections) };
  const json = {
    rules: rules.map(({ rule }) => rule),
    rule_items: rules.flatMap(({ items }) => items.items),
    vulnerabilities,
    exposure: vulnerabilities.map((one) => factOf(one, sections)).filter((fact) => fact !== undefined),
    contradictions,
    findings,
    ...(check && { check: check.json }),
    ...(resource && { resource: resource.json }),
  };
  return { text: shown(lines), json };
}

/** A posture check of the run or of this version. */
function checkOf(id: string, sections: unknown, knownCheck: KnownCheck) {
  const records: readonly PostureRecord[] = postureRecords(sections).filter(
    ({ record }) => text(record, "check") === id,
  );
  const known = knownCheck(id);
  if (records.length === 0 && known === undefined) return undefined;
  const wants = wantsOf(id, records, known);
  const section = field(sections, "posture");
  return { lines: checkLines(wants, records, section), json: { ...wants, results: records.map(postureJson) } };
}

/** Shorter beginnings of a fingerprint would name too much. */
const shortestPrefix = 6;

function names(one: unknown, subject: string): boolean {
  const id = subject.toLowerCase();
  return [text(one, "id"), text(one, "package"), ...texts(one, "aliases")].some((name) => name?.toLowerCase() === id);
}

/** A finding with what it shares with the others of its rule. */
function findingsOf(sections: unknown): readonly WireObject[] {
  return list(field(sections, "sarif_summary"), "by_rule").flatMap((rule) =>
    list(rule, "findings").map((one) => ({
      rule_id: text(rule, "rule_id"),
      tool: text(rule, "tool"),
      severity: text(rule, "severity"),
      level: text(rule, "level"),
      state: text(rule, "state"),
      finding: one,
    })),
  );
}

function isFinding(one: WireObject, subject: string): boolean {
  const fingerprint = text(field(one, "finding"), "fingerprint") ?? "";
  return text(one, "rule_id") === subject || (subject.length >= shortestPrefix && fingerprint.startsWith(subject));
}

function knownNames(sections: unknown): readonly string[] {
  return [
    ...list(field(sections, "cve_summary"), "vulnerabilities").flatMap((one) => [
      text(one, "id"),
      ...texts(one, "aliases"),
    ]),
    ...findingsOf(sections).map((one) => text(one, "rule_id")),
    ...list(field(sections, "decision"), "rules").map((one) => text(one, "rule")),
    ...postureRecords(sections).map(({ record }) => text(record, "check")),
    ...resourceNames(sections),
    ...exposureNames(sections),
  ].filter((name) => name !== undefined);
}

/** Items of a rule that people are shown. */
const maxItems = 100;

function ruleLines(one: unknown, { count, items }: RuleItems): readonly string[] {
  const limit = text(one, "threshold");
  const more = count - Math.min(items.length, maxItems);
  return [
    `${text(one, "rule")}: ${text(one, "status")} (a failure is ${text(one, "enforce")})`,
    `  holds when ${text(one, "title")}`,
    `  ${text(one, "message")}${limit === undefined ? "" : ` [${limit}]`}`,
    ...items
      .slice(0, maxItems)
      .flatMap((item) => [
        `  - ${item.what}${item.where === undefined ? "" : `  in ${item.where}`}`,
        ...(item.fix === undefined ? [] : [`    to do: ${item.fix}`]),
      ]),
    ...(more > 0 ? [`  … and ${more} more${items.length === count ? ": --json has them all" : " in the bundle"}`] : []),
    "",
  ];
}

function vulnerabilityLines(one: unknown): readonly string[] {
  const [vex, suppression] = [field(one, "vex"), field(one, "suppression")];
  const aliases = texts(one, "aliases");
  const fixes = texts(one, "fixed_in");
  const epss = number(one, "epss");
  const change = text(one, "change");
  return [
    `vulnerability ${text(one, "id")} in ${text(one, "package")}: ${text(one, "severity")}, ${text(one, "state")}${change === undefined ? "" : `, ${change}`}`,
    ...(text(one, "title") === undefined ? [] : [`  title: ${text(one, "title")}`]),
    ...(aliases.length === 0 ? [] : [`  also ${aliases.join(", ")}`]),
    ...list(one, "observations").map((seen) => {
      const word = text(seen, "severity") ?? text(one, "severity");
      return `  scanner ${text(seen, "tool")} says ${text(seen, "id") ?? text(one, "id")}, ${word}  at ${text(seen, "source")}`;
    }),
    ...list(one, "cvss").map(
      (score) => `  CVSS ${number(score, "score") ?? "without score"} ${text(score, "vector") ?? ""}`,
    ),
    ...(epss === undefined ? [] : [`  EPSS ${epss}`]),
    ...(field(one, "kev") === undefined ? [] : ["  known to be exploited (KEV)"]),
    `  ${fixes.length === 0 ? "no fixed version is known" : `fixed in ${fixes.join(", ")}`}`,
    ...(vex === undefined ? [] : [`  VEX: ${text(vex, "status")}${reasonOf(vex)}  at ${text(vex, "source")}`]),
    ...(suppression === undefined ? [] : [`  set aside by the tool${reasonOf(suppression)}`]),
  ];
}

function reasonOf(one: unknown): string {
  const why = text(one, "justification") ?? text(one, "impact") ?? text(one, "rule");
  return why === undefined ? ", without a reason" : `: ${why}`;
}

function contradictionLines(one: unknown): readonly string[] {
  return [
    `scanners disagree on the ${text(one, "what")} of ${text(one, "id")} in ${text(one, "package")}`,
    ...list(one, "values").map((value) => `  scanner ${text(value, "tool")}: ${text(value, "value")}`),
    `  used ${text(one, "used")}: ${text(one, "why")}`,
  ];
}

function findingLines(one: WireObject): readonly string[] {
  const finding = field(one, "finding");
  const line = number(finding, "line");
  const place = text(finding, "file") ?? text(finding, "resource");
  const suppression = field(finding, "suppression");
  return [
    `finding ${text(one, "rule_id")} by ${text(one, "tool")}: ${text(one, "severity")} (${text(one, "level") ?? "no level"}), ${text(one, "state")}`,
    `  message: ${text(finding, "message")}`,
    ...(place === undefined ? [] : [`  in ${place}${line === undefined ? "" : `:${line}`}`]),
    `  fingerprint ${text(finding, "fingerprint")}, at ${text(finding, "source")}`,
    ...(suppression === undefined ? [] : [`  set aside${reasonOf(suppression)}`]),
  ];
}

function sentence(why: string | undefined): string {
  return why === undefined ? "" : `: ${why}`;
}

/** Every line begins with a word of ours: one that began with `::` out of a report would be a command to a build server. */
function shown(lines: readonly string[]): string {
  return `${lines.map(visibleText).join("\n").trimEnd()}\n`;
}
