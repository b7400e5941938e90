import type { BusinessContext, DesignComponent } from "../../domain/design.ts";
import type {
  Exposed,
  ExposureBasis,
  ExposureFact,
  ExposureKind,
  ExposureStatement,
  ExposureStep,
} from "../../domain/exposure.ts";
import type { CorrelatedFinding } from "../../domain/finding.ts";
import { compareTexts } from "../../domain/order.ts";
import type { Source } from "../../domain/source.ts";
import { shorten } from "../../standards/wire.ts";
import { internet } from "./graph.ts";

/** What people and scanners say of exposure, beside what plans and manifests show. */
export type Declarations = {
  readonly design: readonly DesignComponent[];
  readonly contexts: readonly BusinessContext[];
  /** Of scanners of clouds and clusters. */
  readonly findings: readonly CorrelatedFinding[];
  readonly statements: readonly ExposureStatement[];
};

/** Statements → facts. Nobody proves what is stated; the path says who stated it. */
export function declaredExposures({ design, contexts, findings, statements }: Declarations): readonly ExposureFact[] {
  return [
    ...design.flatMap(designFact),
    ...contexts.flatMap(contextFacts),
    ...findings.flatMap(findingFact),
    ...statements.map(({ match, exposed, reason }) =>
      factOf("overlay", { name: match, how: `the overlay says ${exposed}: ${shorten(reason, maxText)}` }, exposed),
    ),
  ].toSorted((a, b) => compareTexts(keyOf(a), keyOf(b)));
}

function keyOf({ target, basis, why }: ExposureFact): readonly string[] {
  return [target.name, basis, target.source?.input ?? "", target.source?.pointer ?? "", why];
}

/** Partners come by an agreed way: that is not the internet. */
function designFact({ exposure, name, image, source }: DesignComponent): readonly ExposureFact[] {
  if (exposure === undefined) return [];
  const words: Partial<Record<typeof exposure, Exposed>> = { internet: "yes", unknown: "unknown" };
  const given = { name, how: `the design states exposure ${exposure}`, source, ...(image !== undefined && { image }) };
  return [factOf("design", given, words[exposure] ?? "no")];
}

function contextFacts(context: BusinessContext): readonly ExposureFact[] {
  const { application = "the application", source } = context;
  const whole = { name: application, internetExposed: context.internetExposed, kind: "application" } as const;
  const parts = context.components.map(
    ({ name, internetExposed }) => ({ name, internetExposed, kind: "context" }) as const,
  );
  return [whole, ...parts].flatMap(({ name, kind, internetExposed: exposed }) => {
    if (exposed === undefined) return [];
    const how = `the business context states internet_exposed ${exposed}`;
    return [factOf("context", { name, how, source, kind }, exposed)];
  });
}

/** Words of scanners for what the internet reaches; with one of `asks` it is what ought to be, not what is. */
const states =
  /\b(?:publicly (?:accessible|exposed|reachable)|exposed to (?:the )?(?:public )?internet|internet[- ](?:facing|exposed|accessible|reachable)|open to the (?:world|internet))\b/i;

const asks = /\b(?:not|no|ensure|should|must|may|might|restrict|avoid|potentially)\b/i;

function findingFact({ message, resource, state, source, tool, ruleId }: CorrelatedFinding): readonly ExposureFact[] {
  const text = message.slice(0, maxMessage);
  if (state !== "open" || resource === undefined || !states.test(text) || asks.test(text)) return [];
  const how = `${tool} reports it (${shorten(ruleId, maxText)})`;
  return [factOf("finding", { name: resource, how, source }, "yes")];
}

/** A scanner says it at the beginning, if at all. */
const maxMessage = 400;

const maxText = 200;

type Given = {
  readonly name: string;
  readonly how: string;
  readonly image?: string;
  readonly source?: Source;
  /** When it is not that of the basis. */
  readonly kind?: ExposureKind;
};

function factOf(basis: Exclude<ExposureBasis, "deployment">, given: Given, exposed: Exposed): ExposureFact {
  const { how, image, source, kind = basis } = given;
  const name = shorten(given.name, maxText);
  const step: ExposureStep = { resource: name, how };
  return {
    target: {
      kind,
      name,
      images: image === undefined ? [] : [shorten(image, maxText)],
      labels: [name],
      ...(source !== undefined && { source }),
    },
    exposed,
    path: exposed === "yes" ? [{ resource: internet }, step] : [step],
    why: how,
    basis,
  };
}
