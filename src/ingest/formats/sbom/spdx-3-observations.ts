import { compareSeverity } from "../../../domain/severity.ts";
import type { Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { field, optional, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { severityOfWord } from "../../severity-words.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import {
  type Assessed,
  isAssessment,
  isWithdrawn,
  keyOf,
  rememberedAssessments,
  vulnerabilityOf,
} from "./spdx-3-assessments.ts";
import { type Element, type Graph, member, type Reference, references } from "./spdx-3-graph.ts";
import type { Spdx3Packages } from "./spdx-3-packages.ts";

/** Vulnerabilities of things in the document; ties that are none, by reason. */
export type Spdx3Observations = {
  readonly observations: readonly Observation[];
  readonly notUsed: Tally;
  /** Vulnerabilities that the document ties to nothing. */
  readonly loose: number;
};

/** Reasons that are no faults. */
export const answered: ReadonlySet<string> = new Set([
  "was withdrawn",
  "says more of the same vulnerability in the same thing",
]);

type Tie = { readonly vulnerability: Reference; readonly thing: Reference; readonly element: Element };

type Sink = {
  readonly packages: Spdx3Packages;
  readonly assessed: (vulnerability: Reference) => Assessed;
  readonly source: { readonly input: string; readonly tool: string };
  readonly seen: Map<unknown, Set<unknown>>;
  readonly observations: Observation[];
  readonly notUsed: Tally;
};

/**
 * One observation for each vulnerability and thing that `hasAssociatedVulnerability`, an assessment or a VEX statement
 * of what is open ties together. "Not affected" and "fixed" alone do not say that anybody saw it.
 */
export function readSpdx3Observations(
  graph: Graph,
  packages: Spdx3Packages,
  source: { readonly input: string; readonly tool: string },
): Spdx3Observations {
  const assessed = rememberedAssessments(graph);
  const sink: Sink = { packages, assessed, source, seen: new Map(), observations: [], notUsed: new Map() };
  const told = new Set<unknown>();
  for (const element of graph.elements) {
    const vulnerability = element.type.endsWith("VulnAssessmentRelationship")
      ? vulnerabilityOf(element, graph)
      : undefined;
    if (vulnerability !== undefined) told.add(keyOf(vulnerability));
    for (const tie of tiesOf(element, graph)) {
      told.add(keyOf(tie.vulnerability));
      keep(tie, sink);
    }
  }
  const loose = graph.elements.filter((element) => element.type === "Vulnerability" && !told.has(element)).length;
  return { observations: sink.observations, notUsed: sink.notUsed, loose };
}

function keep(tie: Tie, sink: Sink): void {
  const ref = packageOf(tie.thing, sink.packages);
  const facts = sink.assessed(tie.vulnerability);
  const [id, ...names] = facts.ids;
  const reason = isWithdrawn(tie.element) ? "was withdrawn" : undefined;
  if (reason !== undefined) count(sink.notUsed, reason);
  else if (id === undefined) count(sink.notUsed, "names no vulnerability");
  else if (ref === undefined) count(sink.notUsed, "is about nothing in the document");
  else if (isRepeated(tie, sink.seen)) count(sink.notUsed, "says more of the same vulnerability in the same thing");
  else {
    const { input, tool } = sink.source;
    const source = { input, pointer: tie.element.pointer };
    const { cvss, epss, title } = facts;
    sink.observations.push(
      observationOf({ id, names, package: ref, word: worstWord(facts), cvss, epss, title, tool, source }),
    );
  }
}

function isRepeated({ vulnerability, thing }: Tie, seen: Sink["seen"]): boolean {
  const things = seen.get(keyOf(vulnerability)) ?? new Set();
  seen.set(keyOf(vulnerability), things);
  const isKnown = things.has(keyOf(thing));
  things.add(keyOf(thing));
  return isKnown;
}

function worstWord({ words }: Assessed): string | undefined {
  return words.toSorted((a, b) => compareSeverity(severityOfWord(a), severityOfWord(b)))[0];
}

/** What an element ties together; an assessment may be about a part (`assessedElement`) of the product it is `to`. */
function tiesOf(element: Element, graph: Graph): readonly Tie[] {
  const isTie =
    element.relation === "hasassociatedvulnerability" || isAssessment(element) || openTypes.has(element.type);
  if (!isTie) return [];
  const to = references(field(element.node, "to"), graph);
  const [from] = references(field(element.node, "from"), graph);
  if (from === undefined) return [];
  if (element.relation === "hasassociatedvulnerability")
    return to.map((vulnerability) => ({ vulnerability, thing: from, element }));
  const parts = references(member(element.node, "security", "assessedElement"), graph);
  const things = parts.length > 0 ? parts : to;
  if (isAssessment(element)) return things.map((thing) => ({ vulnerability: from, thing, element }));
  // What a VEX statement says of things elsewhere is the statement's own account.
  const own = things.filter((thing) => thing.element !== undefined);
  return own.map((thing) => ({ vulnerability: from, thing, element }));
}

const openTypes: ReadonlySet<string> = new Set([
  "VexAffectedVulnAssessmentRelationship",
  "VexUnderInvestigationVulnAssessmentRelationship",
]);

/** The package; of a file or another artefact the name. */
function packageOf({ element }: Reference, packages: Spdx3Packages): PackageRef | undefined {
  if (element === undefined) return undefined;
  const component = packages.byElement.get(element);
  if (component === undefined) {
    const name = text(element.node, "name");
    return name === undefined ? undefined : { name };
  }
  const { name, version, purl, cpe } = component;
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("cpe", cpe) };
}
