import { at, field, hasList, isObject, list, number, text, type WireObject } from "../../../standards/wire.ts";
import { remembered } from "../remembered.ts";
import { isOddLevel, type Level, levelWord, type Rating, securitySeverity } from "./sarif-severity.ts";
import { type CweTaxa, cwesOfRule } from "./sarif-taxa.ts";

/** What results need of their rule, worked out once for each rule that is used. */
export type SarifRule = {
  readonly id?: string | undefined;
  readonly descriptor: WireObject;
  readonly level?: Level | undefined;
  /** The default level as given when it is none of the four words. */
  readonly oddLevel?: unknown;
  readonly rating?: Rating | undefined;
  readonly cwes: readonly string[];
};

/** The rules of one run. */
export type RuleBook = {
  /** The rule of a result, by any of the ways in which SARIF lets it refer to one. */
  readonly find: (result: WireObject) => SarifRule | undefined;
  /** The level that `ruleConfigurationOverrides` give to a rule, if any. */
  readonly override: (result: WireObject, rule: SarifRule | undefined, ruleId: string) => Level | undefined;
};

type Component = { readonly rules: readonly unknown[]; readonly byId: Map<string, WireObject> };

type Shelf = {
  readonly driver: Component;
  readonly extensions: readonly Component[];
  /** Extensions by `guid …` and `name …`. */
  readonly named: Map<string, Component>;
  readonly byId: Map<string, WireObject>;
  readonly byGuid: Map<string, WireObject>;
};

/** Reads the rules of `run.tool.driver` and `run.tool.extensions`; lookups are by map, never by search. */
export function ruleBook(run: WireObject, taxa: CweTaxa): RuleBook {
  const shelf = shelfOf(run);
  const overrides = overridesOf(run, shelf);
  const ruleOf = remembered((descriptor: WireObject) => toRule(descriptor, taxa));
  return {
    find: (result) => {
      const descriptor = descriptorOf(result, shelf);
      return descriptor === undefined ? undefined : ruleOf(descriptor);
    },
    override: (result, rule, ruleId) => {
      if (overrides.first.size === 0) return undefined;
      return overriddenLevel(overrides, result, [ruleId, rule?.descriptor]);
    },
  };
}

/** Number of rules that the driver and the extensions of a run list; undefined when none lists any. */
export function ruleCount(run: WireObject): number | undefined {
  const tool = field(run, "tool");
  const components = [field(tool, "driver"), ...list(tool, "extensions")].filter((part) => hasList(part, "rules"));
  if (components.length === 0) return undefined;
  return components.reduce((sum: number, component) => sum + list(component, "rules").length, 0);
}

function shelfOf(run: WireObject): Shelf {
  const driver = componentOf(at(run, "tool", "driver"));
  const wires = list(field(run, "tool"), "extensions");
  const extensions = wires.map(componentOf);
  const shelf: Shelf = { driver, extensions, named: new Map(), byId: new Map(), byGuid: new Map() };
  for (const [index, component] of extensions.entries()) {
    for (const name of namesOf(wires[index])) if (!shelf.named.has(name)) shelf.named.set(name, component);
  }
  for (const rule of [driver, ...extensions].flatMap((component) => component.rules)) {
    register(shelf.byId, rule, "id");
    register(shelf.byGuid, rule, "guid");
  }
  return shelf;
}

function componentOf(wire: unknown): Component {
  const component: Component = { rules: list(wire, "rules"), byId: new Map() };
  for (const rule of component.rules) register(component.byId, rule, "id");
  return component;
}

/** The first rule of a name keeps it. */
function register(names: Map<string, WireObject>, rule: unknown, key: "id" | "guid"): void {
  const name = text(rule, key);
  if (name !== undefined && isObject(rule) && !names.has(name)) names.set(name, rule);
}

/**
 * §3.27.5–§3.27.7 and §3.52: by guid; by index, if the id that is given beside it agrees; by id, first in the
 * component that is meant; at last by an index that disagrees with its id, for it was written on purpose.
 */
function descriptorOf(result: WireObject, shelf: Shelf, parts = maxHierarchy): WireObject | undefined {
  const reference = field(result, "rule");
  const guid = text(reference, "guid");
  const byGuid = guid === undefined ? undefined : shelf.byGuid.get(guid);
  if (byGuid !== undefined) return byGuid;
  const component = meantComponent(field(reference, "toolComponent"), shelf);
  const id = text(result, "ruleId") ?? text(reference, "id");
  const indexed = component.rules[number(reference, "index") ?? number(result, "ruleIndex") ?? -1];
  const byIndex = isObject(indexed) ? indexed : undefined;
  if (byIndex !== undefined && agrees(byIndex, id)) return byIndex;
  return (id === undefined ? undefined : byHierarchicalId(id, [component, shelf], parts)) ?? byIndex;
}

function meantComponent(reference: unknown, shelf: Shelf): Component {
  if (reference === undefined) return shelf.driver;
  const index = number(reference, "index");
  const byIndex = index === undefined ? undefined : shelf.extensions[index];
  const [name = ""] = namesOf(reference);
  return byIndex ?? shelf.named.get(name) ?? shelf.driver;
}

/** What a component is called and is referred to by: its guid first. */
function namesOf(component: unknown): readonly string[] {
  const guid = text(component, "guid");
  const name = text(component, "name");
  return [...(guid === undefined ? [] : [`guid ${guid}`]), ...(name === undefined ? [] : [`name ${name}`])];
}

function agrees(descriptor: WireObject, id: string | undefined): boolean {
  const own = text(descriptor, "id");
  return id === undefined || own === undefined || own === id || (id.startsWith(own) && id[own.length] === "/");
}

/** Parts of a hierarchical rule id that are looked at; real ones have two or three. */
const maxHierarchy = 16;

/** `CA1000/1` is a special case of the rule `CA1000` (§3.27.5). */
function byHierarchicalId(
  id: string,
  [first, second]: readonly [Component, Shelf],
  parts: number,
): WireObject | undefined {
  let name = id;
  for (let part = 0; part < parts; part++) {
    const found = first.byId.get(name) ?? second.byId.get(name);
    if (found !== undefined) return found;
    const slash = name.lastIndexOf("/");
    if (slash <= 0) return undefined;
    name = name.slice(0, slash);
  }
  return undefined;
}

function toRule(descriptor: WireObject, taxa: CweTaxa): SarifRule {
  const level = at(descriptor, "defaultConfiguration", "level");
  return {
    id: text(descriptor, "id"),
    descriptor,
    level: levelWord(level),
    oddLevel: isOddLevel(level) ? level : undefined,
    rating: securitySeverity(descriptor),
    cwes: cwesOfRule(descriptor, taxa),
  };
}

/** Levels by descriptor, or by id for a rule that no component lists. */
type Levels = Map<unknown, Level>;

type Overrides = {
  readonly byInvocation: readonly Levels[];
  /** Of each rule the level that the first invocation gives it. */
  readonly first: Levels;
};

function overridesOf(run: WireObject, shelf: Shelf): Overrides {
  const byInvocation = list(run, "invocations").map((invocation) => levelsOf(invocation, shelf));
  const first: Levels = new Map();
  for (const [rule, level] of byInvocation.flatMap((levels) => [...levels])) {
    if (!first.has(rule)) first.set(rule, level);
  }
  return { byInvocation, first };
}

/** `ruleConfigurationOverrides` (§3.20.5). An id with a sub-id overrides that alone, not its whole rule. */
function levelsOf(invocation: unknown, shelf: Shelf): Levels {
  const levels: Levels = new Map();
  for (const override of list(invocation, "ruleConfigurationOverrides")) {
    const level = levelWord(at(override, "configuration", "level"));
    const reference = field(override, "descriptor");
    const rule = descriptorOf({ rule: reference }, shelf, 1) ?? text(reference, "id");
    if (level !== undefined && rule !== undefined && !levels.has(rule)) levels.set(rule, level);
  }
  return levels;
}

/** The invocation that found the result (§3.48.6) decides; when the result does not say, the first that overrides. */
function overriddenLevel(overrides: Overrides, result: WireObject, names: readonly unknown[]): Level | undefined {
  const index = number(field(result, "provenance"), "invocationIndex") ?? -1;
  const levels = overrides.byInvocation[index] ?? overrides.first;
  const name = names.find((key) => levels.has(key));
  return name === undefined ? undefined : levels.get(name);
}
