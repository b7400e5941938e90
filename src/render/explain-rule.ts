import { isAtLeast, type ScoredSeverity, type Severity, scoredSeverities, severities } from "../domain/severity.ts";
import { isOpen, vulnerabilityStates } from "../domain/vulnerability.ts";
import { at, field, list, number, text } from "../standards/wire.ts";
import { pathOf, targetsOf, vulnerabilityPath } from "./explain-exposure.ts";
import { postureText } from "./explain-posture.ts";

/** One thing that made a rule fail or stay unknown. */
export type RuleItem = {
  readonly what: string;
  readonly where?: string | undefined;
  readonly fix?: string | undefined;
};

/** What is known of a rule's items: how many there are, and those that the bundle has. */
export type RuleItems = { readonly count: number; readonly items: readonly RuleItem[] };

/**
 * The items of a rule: all of them where a section lists them, else the first, which the decision keeps. A list of a
 * section is taken only when it is as long as the rule counted, so that it is never another one.
 */
export function ruleItems(rule: unknown, sections: unknown): RuleItems {
  const count = number(rule, "count") ?? 0;
  const id = text(rule, "rule") ?? "";
  const listed = listsOf.get(id)?.(sections) ?? [];
  if (count > 0 && listed.length === count) return { count, items: listed };
  return { count, items: keptItems(id, sections) };
}

function keptItems(id: string, sections: unknown): readonly RuleItem[] {
  const decision = field(sections, "decision");
  const own = [...list(decision, "reasons"), ...list(decision, "warnings")].filter((one) => text(one, "rule") === id);
  return own.flatMap((reason) =>
    list(reason, "evidence").map((one) => ({
      what: text(one, "what") ?? "",
      where: text(one, "where"),
      fix: text(one, "fix"),
    })),
  );
}

/** Rules of which a section lists every item. */
const listsOf: ReadonlyMap<string, (sections: unknown) => readonly RuleItem[]> = new Map([
  ["posture/failures", (sections) => postureItems(sections, "failures", (is) => is("fail_on"))],
  ["posture/weaknesses", (sections) => postureItems(sections, "failures", (is) => is("warn_on") && !is("fail_on"))],
  ["posture/unknown", (sections) => postureItems(sections, "unknowns", (is) => is("fail_on"))],
  ["exposure/open-vulnerability", (sections) => exposedItems(sections, "yes")],
  ["exposure/contradiction", contradictionItems],
  ["exposure/unknown", (sections) => [...exposedItems(sections, "unknown"), ...untoldItems(sections)]],
  ["guardrails/fail-on", (sections) => openItems(sections, (is) => is("fail_on"))],
  ["guardrails/warn-on", (sections) => openItems(sections, (is) => is("warn_on") && !is("fail_on"))],
]);

type Reaches = (limit: "fail_on" | "warn_on") => boolean;

function postureItems(
  sections: unknown,
  name: "failures" | "unknowns",
  isMeant: (is: Reaches) => boolean,
): readonly RuleItem[] {
  const section = field(sections, "posture");
  return list(section, name)
    .filter((record) => isMeant(reaches(record, field(section, "limits"))))
    .map((record) => ({ what: postureText(record), where: text(record, "source"), fix: text(record, "fix") }));
}

/** Whether something is as severe as a limit of the section says. */
function reaches(one: unknown, limits: unknown): Reaches {
  return (limit) => isSevere(one, text(limits, limit));
}

function isSevere(one: unknown, limit: string | undefined): boolean {
  const severity = severities.find((word) => word === text(one, "severity"));
  const scored = scoredSeverities.find((word) => word === limit);
  return isBoth(severity, scored);
}

function isBoth(severity: Severity | undefined, limit: ScoredSeverity | undefined): boolean {
  return severity !== undefined && limit !== undefined && isAtLeast(severity, limit);
}

function openVulnerabilities(sections: unknown): readonly unknown[] {
  return list(field(sections, "cve_summary"), "vulnerabilities").filter((one) => {
    const state = vulnerabilityStates.find((word) => word === text(one, "state"));
    return state !== undefined && isOpen({ state });
  });
}

/** Open vulnerabilities that are as bad as the section's limit, or exploited, in what is exposed so; exploited ones first. */
function exposedItems(sections: unknown, value: "yes" | "unknown"): readonly RuleItem[] {
  const limit = text(field(sections, "exposure"), "fail_on");
  const isExploited = (one: unknown) => field(one, "kev") !== undefined;
  return openVulnerabilities(sections)
    .filter((one) => at(one, "exposed", "value") === value && (isExploited(one) || isSevere(one, limit)))
    .toSorted((a, b) => Number(isExploited(b)) - Number(isExploited(a)))
    .map((one) => {
      const path = vulnerabilityPath(one, sections) ?? text(field(one, "exposed"), "target") ?? "";
      const known = isExploited(one) ? "known exploited, " : "";
      const how =
        value === "yes" ? `${known}reached by ${path}` : `whether the internet reaches it is not told: ${path}`;
      return { ...vulnerabilityItem(one), what: `${nameOf(one)}: ${how}` };
    });
}

function contradictionItems(sections: unknown): readonly RuleItem[] {
  return list(field(sections, "exposure"), "contradictions").map((one) => {
    const name = at(one, "against", "target");
    const shown = targetsOf(sections).find(
      (fact) => field(fact, "target") === name && field(fact, "basis") === at(one, "against", "basis"),
    );
    const against = shown === undefined ? text(field(one, "against"), "why") : pathOf(shown);
    return {
      what: `${text(field(one, "states"), "why")}, but ${against}`,
      fix: `close the path, or state that ${text(field(one, "states"), "target")} is exposed`,
    };
  });
}

function untoldItems(sections: unknown): readonly RuleItem[] {
  return targetsOf(sections)
    .filter((one) => text(one, "exposed") === "unknown" && text(one, "basis") === "deployment")
    .map((one) => ({
      what: `whether the internet reaches ${text(one, "target")} is not told: ${text(one, "why")}`,
      where: text(one, "where"),
    }));
}

/** Open vulnerabilities, then open findings, that reach a limit. */
function openItems(sections: unknown, isMeant: (is: Reaches) => boolean): readonly RuleItem[] {
  const limits = at(sections, "guardrail_evaluation", "policy");
  const vulnerabilities = openVulnerabilities(sections).filter((one) => isMeant(reaches(one, limits)));
  const rules = list(field(sections, "sarif_summary"), "by_rule").filter(
    (rule) => text(rule, "state") === "open" && isMeant(reaches(rule, limits)),
  );
  return [
    ...vulnerabilities.map(vulnerabilityItem),
    ...rules.flatMap((rule) => list(rule, "findings").map((one) => findingItem(rule, one))),
  ];
}

function vulnerabilityItem(one: unknown): RuleItem {
  const fixes = list(one, "fixed_in").join(" or ");
  return {
    what: nameOf(one),
    where: text(list(one, "observations")[0], "source"),
    ...(fixes !== "" && { fix: `upgrade to ${fixes}` }),
  };
}

function nameOf(one: unknown): string {
  return `${text(one, "id")} (${text(one, "severity")}) in ${text(one, "package")}`;
}

function findingItem(rule: unknown, finding: unknown): RuleItem {
  const what = `${text(rule, "rule_id")} (${text(rule, "severity")}): ${text(finding, "message")}`;
  return { what, where: text(finding, "file") ?? text(finding, "resource") ?? text(finding, "source") };
}
