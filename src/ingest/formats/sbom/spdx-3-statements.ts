import type { Component } from "../../../domain/component.ts";
import type { VexProduct, VexStatement, VexStatus } from "../../../domain/vex.ts";
import { packageText } from "../../../domain/vulnerability.ts";
import { field, optional, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { dateTimeOf } from "../date-time.ts";
import { idsOf, isWithdrawn, vulnerabilityOf } from "./spdx-3-assessments.ts";
import { type Element, type Graph, member, memberText, type Reference, references } from "./spdx-3-graph.ts";
import { agentName, type Spdx3Packages } from "./spdx-3-packages.ts";

/** The VEX statements of one document; relationships that are none, by reason. */
export type Spdx3Statements = { readonly statements: readonly VexStatement[]; readonly notUsed: Tally };

/** Classes of VEX relationships (SPDX 3.0.1, profile Security) → status. */
const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ["VexAffectedVulnAssessmentRelationship", "affected"],
  ["VexFixedVulnAssessmentRelationship", "fixed"],
  ["VexNotAffectedVulnAssessmentRelationship", "not_affected"],
  ["VexUnderInvestigationVulnAssessmentRelationship", "under_investigation"],
]);

/** `VexJustificationType` → the same words as OpenVEX has them; another word is no justification. */
const justifications: ReadonlyMap<string, string> = new Map([
  ["componentNotPresent", "component_not_present"],
  ["inlineMitigationsAlreadyExist", "inline_mitigations_already_exist"],
  ["vulnerableCodeCannotBeControlledByAdversary", "vulnerable_code_cannot_be_controlled_by_adversary"],
  ["vulnerableCodeNotInExecutePath", "vulnerable_code_not_in_execute_path"],
  ["vulnerableCodeNotPresent", "vulnerable_code_not_present"],
]);

export type Spdx3Context = {
  readonly graph: Graph;
  readonly packages: Spdx3Packages;
  readonly subject: Component | undefined;
  readonly input: string;
};

/** One statement for each VEX relationship that was not withdrawn. */
export function readSpdx3Statements(context: Spdx3Context): Spdx3Statements {
  const statements: VexStatement[] = [];
  const notUsed: Tally = new Map();
  for (const element of context.graph.elements) {
    const status = statuses.get(element.type);
    if (status === undefined) continue;
    const [vulnerability, ...aliases] = namesOf(element, context.graph);
    const products = productsOf(element, context);
    if (isWithdrawn(element)) count(notUsed, "was withdrawn");
    else if (vulnerability === undefined) count(notUsed, "names no vulnerability");
    else if (products.length === 0) count(notUsed, "names no product");
    else statements.push({ vulnerability, aliases, products, status, ...saidOf(element, status, context) });
  }
  return { statements, notUsed };
}

function namesOf(element: Element, graph: Graph): readonly string[] {
  const vulnerability = vulnerabilityOf(element, graph);
  return vulnerability === undefined ? [] : idsOf(vulnerability, graph);
}

function saidOf(
  element: Element,
  status: VexStatus,
  { graph, input }: Spdx3Context,
): Omit<VexStatement, "vulnerability" | "aliases" | "products" | "status"> {
  const { node, pointer } = element;
  const justification = justifications.get(memberText(node, "security", "justificationType") ?? "");
  return {
    ...optional("justification", status === "not_affected" ? justification : undefined),
    ...optional(
      "impact",
      memberText(node, "security", "impactStatement") ?? memberText(node, "security", "statusNotes"),
    ),
    ...optional("action", memberText(node, "security", "actionStatement")),
    ...optional("timestamp", timestampOf(node, graph)),
    ...optional("author", authorOf(node, graph)),
    source: { input, pointer },
  };
}

/** When it was changed, else published, else when the element was made. */
function timestampOf(node: unknown, graph: Graph): string | undefined {
  const [made] = references(field(node, "creationInfo"), graph);
  const candidates = [
    memberText(node, "security", "modifiedTime"),
    memberText(node, "security", "publishedTime"),
    text(made?.element?.node, "created"),
  ];
  return candidates.map(dateTimeOf).find((time) => time !== undefined);
}

/** Who supplied the assessment, else who made the element. */
function authorOf(node: unknown, graph: Graph): string | undefined {
  const [made] = references(field(node, "creationInfo"), graph);
  const makers = references(field(made?.element?.node, "createdBy"), graph);
  const suppliers = references(member(node, "security", "suppliedBy"), graph);
  const names = [suppliers, makers].map((agents) =>
    agents.flatMap(({ element }) => agentName(element) ?? []).join(", "),
  );
  return names.find((name) => name !== "");
}

/** The things that it is `to`; an assessed element is a part of each of them. */
function productsOf({ node }: Element, context: Spdx3Context): readonly VexProduct[] {
  const to = references(field(node, "to"), context.graph);
  const parts = references(member(node, "security", "assessedElement"), context.graph);
  const subcomponents = parts.flatMap((part) => partOf(part, context) ?? []);
  return to.flatMap((thing) => {
    const product = partOf(thing, context);
    return product === undefined ? [] : [{ ...product, subcomponents }];
  });
}

type Part = { readonly id: string; readonly purl?: string };

/** A package; one without a purl that is no subject goes by name and version, as scanners do. */
function partOf({ id, element }: Reference, { packages, subject }: Spdx3Context): Part | undefined {
  const component = element === undefined ? undefined : packages.byElement.get(element);
  if (component === undefined) return id === undefined ? undefined : { id };
  const isNamed = component.purl !== undefined || component === subject;
  return { id: isNamed ? (id ?? packageText(component)) : packageText(component), ...optional("purl", component.purl) };
}
