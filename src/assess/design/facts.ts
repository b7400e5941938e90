import type { ContextFacts, Criticality, DataClass, DesignComponent, Exposure } from "../../domain/design.ts";
import type { Model } from "../../domain/model.ts";
import { compareText } from "../../domain/order.ts";
import { optional } from "../../standards/wire.ts";
import { type Answer, both } from "./answers.ts";
import { componentIds } from "./component-ids.ts";
import { isSensitive, isStore } from "./stores.ts";

/** What all designs and contexts together say of one component; where they differ, the stricter word counts. */
export type ComponentFacts = {
  /** `C-…`, unique in the release. */
  readonly id: string;
  readonly name: string;
  readonly exposure?: Exposure;
  readonly authentication?: Answer;
  readonly dataClasses: readonly DataClass[];
  readonly criticality?: Criticality;
  readonly owner?: string;
  readonly trustBoundary?: string;
  readonly componentType?: string;
  /** Columns that only some designs have, by their plain name: `encryption`, `isencrypted`, `outofscope`. */
  readonly flags: ReadonlyMap<string, string>;
  /** One for each input that describes it. */
  readonly designs: readonly DesignComponent[];
  /** What business contexts say of this very component. */
  readonly contexts: readonly ContextFacts[];
};

/** All components, and what a check may ask of the whole. */
export type DesignView = {
  readonly components: readonly ComponentFacts[];
  /** Trust boundary → how many of its components are stores of sensitive data, or may be. */
  readonly storesByBoundary: ReadonlyMap<string, { readonly yes: number; readonly unknown: number }>;
  /** Ids that had to be told apart. */
  readonly collided: ReadonlySet<string>;
  readonly collisions: readonly { readonly slug: string; readonly names: readonly string[] }[];
  /** What business contexts say of the application as a whole. */
  readonly application: readonly ContextFacts[];
};

/** Strictest first; `unknown` yields only to words that ask for as much as it could mean. */
const exposureOrder: readonly Exposure[] = ["internet", "partner", "unknown", "internal", "none"];
const criticalityOrder: readonly Criticality[] = ["mission_critical", "high", "unknown", "medium", "low"];
const authenticationOrder: readonly Answer[] = ["no", "unknown", "yes"];

/** The components of the model's designs, one for each name, in text order. */
export function designView({ design, contexts }: Pick<Model, "design" | "contexts">): DesignView {
  const byName = Map.groupBy(design, (one) => one.name);
  const { idOf, collisions } = componentIds([...byName.keys()]);
  const contextsByName = Map.groupBy(
    contexts.flatMap((context) => context.components),
    (one) => one.name,
  );
  const components = [...byName]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, designs]) => factsOf({ id: idOf.get(name) ?? name, name }, designs, contextsByName.get(name) ?? []));
  const collidedNames = new Set(collisions.flatMap(({ names }) => names));
  return {
    components,
    storesByBoundary: countStores(components),
    collided: new Set(components.filter((one) => collidedNames.has(one.name)).map((one) => one.id)),
    collisions,
    application: contexts,
  };
}

/** Counted once, so that a check need not look at every neighbour of every component. */
function countStores(components: readonly ComponentFacts[]): DesignView["storesByBoundary"] {
  const counts = new Map<string, { yes: number; unknown: number }>();
  for (const one of components) {
    if (one.trustBoundary === undefined) continue;
    const known = counts.get(one.trustBoundary) ?? { yes: 0, unknown: 0 };
    const isOne = both(isStore(one), isSensitive(one));
    if (isOne !== "no") known[isOne]++;
    counts.set(one.trustBoundary, known);
  }
  return counts;
}

function factsOf(
  identity: Pick<ComponentFacts, "id" | "name">,
  designs: readonly DesignComponent[],
  contexts: readonly ContextFacts[],
): ComponentFacts {
  const exposure = strictest(exposureOrder, [
    ...designs.map((one) => one.exposure),
    ...contexts.map((one) => (one.internetExposed === "yes" ? "internet" : undefined)),
  ]);
  const authentication = strictest(
    authenticationOrder,
    designs.map((one) => one.authentication),
  );
  const criticality = strictest(
    criticalityOrder,
    [...designs, ...contexts].map((one) => one.criticality),
  );
  const classes = [...designs.flatMap((one) => one.dataClasses), ...contexts.flatMap((one) => one.dataSensitivity)];
  return {
    ...identity,
    ...(exposure !== undefined && { exposure }),
    ...(authentication !== undefined && { authentication }),
    dataClasses: [...new Set(classes)].toSorted(compareText),
    ...(criticality !== undefined && { criticality }),
    ...firstOf("owner", [...designs, ...contexts]),
    ...firstOf("trustBoundary", designs),
    ...firstOf("componentType", designs),
    flags: flagsOf(designs),
    designs,
    contexts,
  };
}

/** The strictest of the words that were said, by an order that has them all. */
export function strictest<Word>(order: readonly Word[], said: readonly (Word | undefined)[]): Word | undefined {
  return order.find((word) => said.includes(word));
}

function firstOf<Key extends string>(
  key: Key,
  all: readonly { readonly [K in Key]?: string }[],
): { readonly [K in Key]?: string } {
  return optional(key, all.find((one) => one[key] !== undefined)?.[key]);
}

/** Names without case, spaces, `-` and `_`, as columns are matched (DESIGN §10); of several values the first counts. */
function flagsOf(designs: readonly DesignComponent[]): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const [column, value] of designs.flatMap((one) => one.extra)) {
    const name = column.toLowerCase().replaceAll(/[\s_-]/g, "");
    if (!flags.has(name)) flags.set(name, value.trim().toLowerCase());
  }
  return flags;
}
