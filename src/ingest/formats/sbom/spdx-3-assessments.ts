import type { Cvss } from "../../../domain/vulnerability.ts";
import { field, text } from "../../../standards/wire.ts";
import { canonicalVulnerabilityId, vulnerabilityIdsIn } from "../../identifiers.ts";
import { probabilityOf } from "../vulnerabilities/epss.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { type Element, type Graph, member, memberText, type Reference, references } from "./spdx-3-graph.ts";

/** What the security profile says of a vulnerability besides where it is (SPDX 3.0.1, profile Security). */
export type Assessed = {
  readonly ids: readonly string[];
  readonly title: string | undefined;
  readonly cvss: readonly Cvss[];
  readonly words: readonly string[];
  readonly epss: number | undefined;
};

/**
 * True for assessments that are no VEX statements: scores, catalogues, decisions. What only ties an assessment to the
 * one that replaced it (`amendedBy`) says nothing of a vulnerability.
 */
export function isAssessment({ type, relation }: Element): boolean {
  return type.endsWith("VulnAssessmentRelationship") && !type.startsWith("Vex") && relation !== "amendedby";
}

/** A withdrawn assessment says nothing any more. */
export function isWithdrawn({ node }: Element): boolean {
  return memberText(node, "security", "withdrawnTime") !== undefined;
}

/** The vulnerability that an assessment is about: its `from`. */
export function vulnerabilityOf({ node }: Element, graph: Graph): Reference | undefined {
  return references(field(node, "from"), graph)[0];
}

/** What stands for a vulnerability in maps: its element, else its address. */
export function keyOf({ id, element }: Reference): unknown {
  return element ?? id;
}

/** Everything that is told of a vulnerability, by its reference; worked out once for each. */
export function rememberedAssessments(graph: Graph): (vulnerability: Reference) => Assessed {
  const byVulnerability = assessmentsByVulnerability(graph);
  const known = new Map<unknown, Assessed>();
  return (vulnerability) => {
    const key = keyOf(vulnerability);
    const assessed = known.get(key) ?? assess(vulnerability, byVulnerability.get(key) ?? [], graph);
    known.set(key, assessed);
    return assessed;
  };
}

function assessmentsByVulnerability(graph: Graph): ReadonlyMap<unknown, readonly Element[]> {
  const byVulnerability = new Map<unknown, Element[]>();
  for (const element of graph.elements) {
    if (!isAssessment(element) || isWithdrawn(element)) continue;
    const about = vulnerabilityOf(element, graph);
    if (about === undefined) continue;
    const others = byVulnerability.get(keyOf(about));
    if (others === undefined) byVulnerability.set(keyOf(about), [element]);
    else others.push(element);
  }
  return byVulnerability;
}

/** The scores of all who assessed it count. */
function assess(vulnerability: Reference, assessments: readonly Element[], graph: Graph): Assessed {
  const probabilities = assessments.flatMap((one) => probabilityOf(member(one.node, "security", "probability")) ?? []);
  const node = vulnerability.element?.node;
  return {
    ids: idsOf(vulnerability, graph),
    title: text(node, "summary") ?? text(node, "description"),
    cvss: assessments.flatMap((assessment) => scoreOf(assessment) ?? []),
    words: assessments.flatMap((one) => memberText(one.node, "security", "severity") ?? []),
    epss: probabilities.length === 0 ? undefined : Math.max(...probabilities.slice(0, maxProbabilities)),
  };
}

/** One of each day of some years; a spread of more would overflow the stack. */
const maxProbabilities = 1000;

/** The CVE id first; a vulnerability of another document has only its address, which mostly ends in its id. */
export function idsOf({ id, element }: Reference, graph: Graph): readonly string[] {
  const own = references(field(element?.node, "externalIdentifier"), graph).flatMap((reference) => {
    return text(reference.element?.node, "identifier") ?? [];
  });
  const named = text(element?.node, "name");
  const ids = [...new Set(own.map(canonicalVulnerabilityId))];
  if (ids.length > 0) return [...ids.filter(isCve), ...ids.filter((one) => !isCve(one))];
  return [named, id].flatMap((written) => vulnerabilityIdsIn(written ?? "")).slice(0, 1);
}

function isCve(id: string): boolean {
  return id.startsWith("CVE-");
}

/** Versions of the three classes of CVSS assessments; the vector tells 3.0 from 3.1. */
const cvssVersions: ReadonlyMap<string, Cvss["version"]> = new Map([
  ["CvssV2VulnAssessmentRelationship", "2.0"],
  ["CvssV3VulnAssessmentRelationship", "3.1"],
  ["CvssV4VulnAssessmentRelationship", "4.0"],
]);

function scoreOf({ type, node }: Element): Cvss | undefined {
  const version = cvssVersions.get(type);
  if (version === undefined) return undefined;
  const vector = memberText(node, "security", "vectorString") ?? memberText(node, "security", "vector");
  return cvssOf({ version, score: decimalOf(member(node, "security", "score")), vector });
}

/** `xsd:decimal` is written as a number, and as text. */
function decimalOf(given: unknown): number | undefined {
  const value = typeof given === "string" && /^\d{1,2}(?:\.\d{1,9})?$/.test(given) ? Number(given) : given;
  return typeof value === "number" ? value : undefined;
}
