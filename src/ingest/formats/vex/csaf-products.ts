import type { VexProduct } from "../../../domain/vex.ts";
import { field, list, optional, text, texts } from "../../../standards/wire.ts";
import { narrowPurl } from "../narrow-purl.ts";
import { misshapen } from "../refusals.ts";

/** What the product ids of one CSAF document stand for. */
export type ProductTree = {
  /** The products of a product id; undefined when the document does not define it, or defines it by itself. */
  readonly resolve: (productId: string) => readonly VexProduct[] | undefined;
  /** Names of the groups that a product is in. */
  readonly groupsOf: (productId: string) => readonly string[];
  /** Product ids that the document gives to different products; they cover nothing. */
  readonly ambiguous: number;
  /** Lists of the tree that are no lists, so that products may be lost. */
  readonly misshapen: number;
};

/** What a branch says to everything below it. */
type Place = { readonly range?: string; readonly version?: string };

/** A product as the tree defines it, or a relationship of two. */
type Definition = {
  readonly names: readonly Name[];
  /** Name of the branch of a version range. */
  readonly range?: string;
  /** Product ids of the part and of what it is a part of. */
  readonly relation?: { readonly part: string; readonly whole: string };
};

/** A purl, a CPE, a name. */
type Name = { readonly id: string; readonly purl?: string };

type Draft = { readonly definitions: Map<string, Definition>; readonly ambiguous: Set<string>; misshapen: number };

/** Reads `product_tree` (CSAF 2.0 §3.2.2; 2.1 has product paths in place of relationships). */
export function readProductTree(tree: unknown): ProductTree {
  const draft: Draft = { definitions: new Map(), ambiguous: new Set(), misshapen: 0 };
  draft.misshapen += misshapen(tree, treeLists).length;
  visitBranches(tree, anywhere, draft);
  for (const product of list(tree, "full_product_names")) define(product, anywhere, draft);
  for (const relationship of list(tree, "relationships")) defineRelation(relationship, draft, relationOf);
  for (const path of list(tree, "product_paths")) defineRelation(path, draft, relationOfPath);
  const groups = groupsByProduct(tree);
  const resolved = new Map<string, Resolved | undefined>();
  return {
    resolve: (productId) => resolve(productId, { draft, resolved, depth: 0 })?.products,
    groupsOf: (productId) => groups.get(productId) ?? [],
    ambiguous: draft.ambiguous.size,
    misshapen: draft.misshapen,
  };
}

const treeLists = ["branches", "full_product_names", "relationships", "product_paths", "product_groups"];

const anywhere: Place = {};

/** Recursion is bounded: the caller refuses documents that nest deeper than 128. */
function visitBranches(parent: unknown, place: Place, draft: Draft): void {
  for (const branch of list(parent, "branches")) {
    draft.misshapen += misshapen(branch, ["branches"]).length;
    const here = placeOf(branch, place);
    define(field(branch, "product"), here, draft);
    visitBranches(branch, here, draft);
  }
}

function placeOf(branch: unknown, above: Place): Place {
  const category = text(branch, "category");
  const name = text(branch, "name") ?? "";
  if (everyVersion.test(name)) return above;
  if (category === "product_version_range") return { ...above, range: name };
  if (category !== "product_version") return above;
  // Before 2.0 had a category for ranges, publishers wrote them as versions, and some still do.
  return rangeText.test(name) ? { ...above, range: name } : { ...above, version: name };
}

/** `vers:all/*` and its like (VERS): all versions are no limit. */
const everyVersion = /^vers:[a-z0-9.+-]{1,40}\/\*$/;

const rangeText = /^(?:vers:|[<>=^~])/;

function define(product: unknown, place: Place, draft: Draft): void {
  const productId = text(product, "product_id");
  if (productId === undefined) return;
  add(productId, { names: namesOf(product, place), ...optional("range", place.range) }, draft);
}

type Relation = NonNullable<Definition["relation"]>;

function defineRelation(given: unknown, draft: Draft, read: (given: unknown) => Relation | undefined): void {
  const product = field(given, "full_product_name");
  const productId = text(product, "product_id");
  const relation = read(given);
  if (productId === undefined || relation === undefined) return;
  add(productId, { names: namesOf(product, anywhere), relation }, draft);
}

/**
 * Whatever the category says (`default_component_of`, `installed_on`…), the statement is about the part where it meets
 * the whole; so it needs both.
 */
function relationOf(given: unknown): Relation | undefined {
  const part = text(given, "product_reference");
  const whole = text(given, "relates_to_product_reference");
  return part === undefined || whole === undefined ? undefined : { part, whole };
}

/** The last thing of the path that it is a component of; without one, the last thing that it is installed on or with. */
function relationOfPath(given: unknown): Relation | undefined {
  const part = text(given, "beginning_product_reference");
  const steps = list(given, "subpaths").filter((step) => text(step, "next_product_reference") !== undefined);
  const composed = steps.findLast((step) => text(step, "category")?.endsWith("_component_of") === true);
  const whole = text(composed ?? steps.at(-1), "next_product_reference");
  return part === undefined || whole === undefined ? undefined : { part, whole };
}

/** A product id must name one product (mandatory test 6.1.2); one that names two names none. */
function add(productId: string, definition: Definition, { definitions, ambiguous }: Draft): void {
  const known = definitions.get(productId);
  if (known === undefined) definitions.set(productId, definition);
  else if (!isSame(known, definition)) ambiguous.add(productId);
}

function isSame(a: Definition, b: Definition): boolean {
  return definitionText(a) === definitionText(b);
}

function definitionText({ names, range = "", relation }: Definition): string {
  return [range, relation?.part ?? "", relation?.whole ?? "", ...names.map(keyOf)].join("\n");
}

function keyOf({ id, purl = "" }: Name): string {
  return `${id} ${purl}`;
}

/** More purls of one product than any publisher gives; the rest would multiply with every relationship. */
const maxPurls = 100;

/** The purls, one in 2.0 and a list in 2.1; without one the CPE, else the name. */
function namesOf(product: unknown, { version }: Place): readonly Name[] {
  const helper = field(product, "product_identification_helper");
  const single = text(helper, "purl");
  const written = [...(single === undefined ? [] : [single]), ...texts(helper, "purls")].slice(0, maxPurls);
  const names = written.flatMap((locator) => {
    const purl = narrowPurl(locator, version);
    return purl === undefined ? [] : [{ id: locator, purl }];
  });
  if (names.length > 0) return names;
  const id = text(helper, "cpe") ?? text(product, "name") ?? written[0];
  return id === undefined ? [] : [{ id }];
}

/** The products, and the things themselves, for relationships that they are part of. */
type Resolved = {
  readonly products: readonly VexProduct[];
  readonly part: Definition;
  readonly whole: Definition;
  /** True when an id in it is of several products. */
  readonly isAmbiguous: boolean;
};

/** Longer chains of relationships are circles, or stand for nothing that exists. */
const maxChain = 32;

type Resolving = {
  readonly draft: Draft;
  readonly resolved: Map<string, Resolved | undefined>;
  readonly depth: number;
};

function resolve(productId: string, { draft, resolved, depth }: Resolving): Resolved | undefined {
  if (resolved.has(productId)) return resolved.get(productId);
  resolved.set(productId, undefined); // a circle meets this
  const definition = draft.definitions.get(productId);
  if (definition === undefined || depth > maxChain) return undefined;
  const isAmbiguous = draft.ambiguous.has(productId);
  const next = { draft, resolved, depth: depth + 1 };
  const { relation } = definition;
  const result = relation === undefined ? leafOf(definition, isAmbiguous) : joined(definition, relation, next);
  resolved.set(productId, result);
  return result;
}

function leafOf(definition: Definition, isAmbiguous: boolean): Resolved {
  const { names, range } = definition;
  const products = names.map((name) => toProduct(name, { range, isAmbiguous, parts: [] }));
  return { products, part: definition, whole: definition, isAmbiguous };
}

/** Of a chain (a package of a module of a system) the first and the last count. */
function joined(own: Definition, relation: Relation, next: Resolving): Resolved | undefined {
  const inner = resolve(relation.part, next);
  const outer = resolve(relation.whole, next);
  if (inner === undefined || outer === undefined) return undefined;
  const part = hasPurl(inner.part) || !hasPurl(own) ? inner.part : { ...inner.part, names: own.names };
  const isAmbiguous = inner.isAmbiguous || outer.isAmbiguous || part.range !== undefined;
  const limits = { range: outer.whole.range, isAmbiguous, parts: part.names };
  const products = outer.whole.names.map((name) => toProduct(name, limits));
  return { products, part, whole: outer.whole, isAmbiguous };
}

function hasPurl({ names }: Definition): boolean {
  return names.some(({ purl }) => purl !== undefined);
}

type Limits = { readonly range: string | undefined; readonly isAmbiguous: boolean; readonly parts: readonly Name[] };

/** What is said of one of several products, or of a range of versions of a part, covers nothing. */
function toProduct({ id, purl }: Name, { range, isAmbiguous, parts }: Limits): VexProduct {
  if (isAmbiguous) return { id, isLimited: true, subcomponents: parts };
  return { id, ...optional("purl", purl), ...optional("versions", range), subcomponents: parts };
}

function groupsByProduct(tree: unknown): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const group of list(tree, "product_groups")) {
    const groupId = text(group, "group_id");
    if (groupId === undefined) continue;
    for (const productId of new Set(texts(group, "product_ids"))) {
      const others = groups.get(productId);
      if (others === undefined) groups.set(productId, [groupId]);
      else others.push(groupId);
    }
  }
  return groups;
}
