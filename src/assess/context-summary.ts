import { z } from "zod";
import type { CrosswalkRow } from "../domain/crosswalk.ts";
import type { BusinessContext, ContextFacts, DesignComponent } from "../domain/design.ts";
import type { Model } from "../domain/model.ts";
import { compareText } from "../domain/order.ts";
import { present } from "../domain/present.ts";
import type { Json } from "../domain/section.ts";
import { isOpen } from "../domain/vulnerability.ts";
import { defineAssessor, notEvaluated } from "./assessor.ts";
import { type ContextScore, type Factor, scoreOf } from "./context-score.ts";

const points = z.number().min(0).max(100);

/** Points of a word: the overlay may give others. The order is what matters; the steps are one point each. */
const options = z
  .strictObject({
    criticality: z
      .strictObject({ mission_critical: points, high: points, medium: points, low: points })
      .default({ mission_critical: 4, high: 3, medium: 2, low: 1 })
      .describe("Points of each criticality in the context score."),
    exposure: z
      .strictObject({ internet: points, partner: points, internal: points, none: points })
      .default({ internet: 3, partner: 2, internal: 1, none: 0 })
      .describe("Points of each exposure in the context score."),
    data: z
      .strictObject({
        phi: points,
        pci: points,
        pii: points,
        restricted: points,
        confidential: points,
        internal: points,
        public: points,
      })
      .default({ phi: 4, pci: 4, pii: 4, restricted: 4, confidential: 3, internal: 2, public: 1 })
      .describe("Points of each data class in the context score."),
  })
  .prefault({});

/** What the design and the business context say about each component, and how much that weighs under the overlay's points. */
export const contextSummary = defineAssessor({
  section: "context_summary",
  options,
  rules: [],
  assess(model, chosen) {
    const names = [
      ...new Set([...model.design, ...model.contexts.flatMap((context) => context.components)].map((one) => one.name)),
    ];
    if (names.length === 0 && model.contexts.length === 0) {
      return { section: notEvaluated("neither a design nor a business context was given"), results: [] };
    }
    const designsByName = Map.groupBy(model.design, (one) => one.name);
    const rowsByName = Map.groupBy(model.crosswalk, (row) => row.design.name);
    const exposed = exposedDesigns(model);
    const components = names.toSorted(compareText).map((name) => {
      const designs = designsByName.get(name) ?? [];
      const facts = factsOf(name, model.contexts);
      return { name, designs, facts, score: scoreOf(factorsOf(designs, facts, exposed.has(name)), chosen) };
    });
    return {
      section: {
        status: "evaluated",
        applications: model.contexts.map(applicationRecord),
        score_means:
          "points of the known facts ÷ most points possible; high counts what is unknown at its worst; points from overlay context",
        points: chosen,
        components: components.map((one) => ({
          ...present({
            name: one.name,
            owner: firstOwner([...one.designs, ...one.facts.own, ...one.facts.application]),
          }),
          score: scoreRecord(one.score),
          ...openItems(rowsByName.get(one.name) ?? []),
        })),
      },
      results: [],
    };
  },
});

/** Design components that plans, manifests or scanners show on the internet; it adds to what the design says, and takes nothing away. */
function exposedDesigns({ exposureLinks }: Model): ReadonlySet<string> {
  const shown = exposureLinks.joins.filter(({ of, fact }) => {
    return of === "design" && fact.exposed === "yes" && (fact.basis === "deployment" || fact.basis === "finding");
  });
  return new Set(shown.map(({ to }) => to));
}

type Facts = Pick<ContextFacts, "criticality" | "internetExposed" | "dataSensitivity" | "owner">;

/** What the contexts say of the component itself, and what they say of the application that it is part of. */
type ComponentFacts = { readonly own: readonly Facts[]; readonly application: readonly Facts[] };

function factsOf(name: string, contexts: readonly BusinessContext[]): ComponentFacts {
  return {
    own: contexts.flatMap((context) => context.components.filter((one) => one.name === name)),
    application: contexts,
  };
}

/** What is said of the component itself counts; the application speaks for it only where nothing is. */
function factorsOf(designs: readonly DesignComponent[], facts: ComponentFacts, isExposed: boolean): readonly Factor[] {
  const closest = (ofDesign: readonly (string | undefined)[], of: (fact: Facts) => readonly (string | undefined)[]) => {
    const own = words([...ofDesign, ...facts.own.flatMap(of)]);
    return own.length > 0 ? own : words(facts.application.flatMap(of));
  };
  return [
    {
      factor: "criticality",
      values: closest(
        designs.map((one) => one.criticality),
        (fact) => [fact.criticality],
      ),
    },
    {
      factor: "exposure",
      values: closest([...designs.map((one) => one.exposure), isExposed ? "internet" : undefined], (fact) => [
        exposureWord(fact.internetExposed),
      ]),
    },
    {
      factor: "data",
      values: closest(
        designs.flatMap((one) => one.dataClasses),
        (fact) => fact.dataSensitivity,
      ),
    },
  ];
}

/** `no` says that it is not on the internet, not that it is internal: the exposure stays open. */
function exposureWord(exposed: ContextFacts["internetExposed"]): string | undefined {
  if (exposed === undefined || exposed === "no") return undefined;
  return exposed === "yes" ? "internet" : "unknown";
}

function words(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}

function firstOwner(named: readonly { readonly owner?: string }[]): string | undefined {
  return named.find((one) => one.owner !== undefined)?.owner;
}

function scoreRecord(score: ContextScore): Json {
  return {
    low: score.low,
    high: score.high,
    factors: score.factors.map(({ factor, values, low, high, max }) => ({ factor, values, low, high, max })),
  };
}

type OpenItems = Record<"open_vulnerabilities" | "open_known_exploited" | "open_findings", number>;

/** What is open in a component; two designs may describe it, and an item counts once. */
function openItems(rows: readonly CrosswalkRow[]): OpenItems {
  const vulnerabilities = new Set(rows.flatMap((row) => row.vulnerabilities.map((link) => link.to)).filter(isOpen));
  const findings = new Set(rows.flatMap((row) => row.findings.map((link) => link.to)));
  return {
    open_vulnerabilities: vulnerabilities.size,
    open_known_exploited: [...vulnerabilities].filter((one) => one.kev !== undefined).length,
    open_findings: [...findings].filter((one) => one.state === "open").length,
  };
}

function applicationRecord(context: BusinessContext): Json {
  return present({
    input: context.source.input,
    application: context.application,
    criticality: context.criticality,
    environment: context.environment,
    data_sensitivity: context.dataSensitivity,
    internet_exposed: context.internetExposed,
    users: context.users,
    regulations: context.regulations,
    owner: context.owner,
    sla: context.sla,
    ssvc: Object.fromEntries(context.ssvc),
  });
}
