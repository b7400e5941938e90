import type { VexProduct, VexStatement, VexStatus } from "../../../domain/vex.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, optional, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { canonicalVulnerabilityId } from "../../identifiers.ts";
import { misshapen } from "../refusals.ts";
import type { ProductTree } from "./csaf-products.ts";
import { actionOf, impactOf, isOddFlag, justificationOf, type Remarks, readRemarks, remarkOn } from "./csaf-remarks.ts";

/** The statements of one document, with the entries of its product statuses that are in them and that are not. */
export type CsafStatements = {
  readonly statements: readonly VexStatement[];
  readonly kept: number;
  readonly notUsed: Tally;
  /** Faults beside the statuses. */
  readonly faults: Tally;
};

/** What all statements of a document have from it. */
export type CsafContext = {
  readonly input: string;
  readonly tree: ProductTree;
  readonly timestamp: string | undefined;
  readonly author: string | undefined;
};

/** Product statuses (CSAF 2.0 §3.2.3.9, "affected", "not affected", "fixed" and "under investigation" groups). */
const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ["first_affected", "affected"],
  ["known_affected", "affected"],
  ["last_affected", "affected"],
  ["known_not_affected", "not_affected"],
  ["first_fixed", "fixed"],
  ["fixed", "fixed"],
  ["under_investigation", "under_investigation"],
]);

/** Statuses that say nothing about what a release has: reasons for people, and no faults. */
export const noStatus: ReadonlyMap<string, string> = new Map([
  ["recommended", "recommended versions: that is advice, not a status"],
  ["unknown", "status unknown: nothing is said"],
]);

type Sink = {
  readonly context: CsafContext;
  readonly statements: VexStatement[];
  kept: number;
  readonly notUsed: Tally;
  readonly faults: Tally;
};

/** One statement for each vulnerability, status and reason; the products of which all three are the same stand together. */
export function readCsafStatements(vulnerabilities: readonly unknown[], context: CsafContext): CsafStatements {
  const sink: Sink = { context, statements: [], kept: 0, notUsed: new Map(), faults: new Map() };
  for (const [index, vulnerability] of vulnerabilities.entries()) readVulnerability(vulnerability, index, sink);
  return sink;
}

function readVulnerability(vulnerability: unknown, index: number, sink: Sink): void {
  const status = field(vulnerability, "product_status");
  countFaults(vulnerability, status, sink.faults);
  const names = namesOf(vulnerability);
  const about = {
    isNamed: names.id !== undefined,
    reasons: reasonsOf(vulnerability),
    groups: new Map<string, Group>(),
  };
  for (const key of isObject(status) ? Object.keys(status) : []) {
    for (const [place, productId] of list(status, key).entries()) {
      const where = pointer("vulnerabilities", index, "product_status", key, place);
      readEntry(productId, { ...about, key, where }, sink);
    }
  }
  for (const group of about.groups.values()) sink.statements.push(toStatement(group, names, sink.context));
}

function countFaults(vulnerability: unknown, status: unknown, faults: Tally): void {
  if (!isObject(status)) {
    count(faults, "vulnerabilities have no product status");
    return;
  }
  for (const _ of misshapen(status, Object.keys(status))) count(faults, "product statuses are no list");
  const odd = list(vulnerability, "flags").filter(isOddFlag).length;
  if (odd > 0) count(faults, "flags have a label that CSAF does not have", odd);
}

type Reasons = { readonly flags: Remarks; readonly threats: Remarks; readonly remediations: Remarks };

function reasonsOf(vulnerability: unknown): Reasons {
  return {
    flags: readRemarks(list(vulnerability, "flags"), justificationOf),
    threats: readRemarks(list(vulnerability, "threats"), impactOf),
    remediations: readRemarks(list(vulnerability, "remediations"), actionOf),
  };
}

/** What the products of one statement have in common. */
type Claim = Pick<VexStatement, "status" | "justification" | "impact" | "action">;

type Group = { readonly claim: Claim; readonly where: string; readonly products: Map<string, readonly VexProduct[]> };

type Entry = {
  readonly key: string;
  readonly where: string;
  readonly isNamed: boolean;
  readonly reasons: Reasons;
  readonly groups: Map<string, Group>;
};

function readEntry(given: unknown, entry: Entry, sink: Sink): void {
  const usable = usableEntry(given, entry, sink.context.tree);
  if (typeof usable === "string") {
    count(sink.notUsed, usable);
    return;
  }
  const { productId, products } = usable;
  const claim = claimOf(usable.status, productId, sink.context.tree.groupsOf(productId), entry.reasons);
  const name = JSON.stringify([claim.status, claim.justification ?? "", claim.impact ?? "", claim.action ?? ""]);
  const group = entry.groups.get(name) ?? { claim, where: entry.where, products: new Map() };
  entry.groups.set(name, group);
  group.products.set(productId, products);
  sink.kept++;
}

type Usable = { readonly productId: string; readonly status: VexStatus; readonly products: readonly VexProduct[] };

/** What an entry says, or why it says nothing that can be used. */
function usableEntry(productId: unknown, { key, isNamed }: Entry, tree: ProductTree): Usable | string {
  const status = statuses.get(key);
  if (status === undefined) return noStatus.get(key) ?? "its status is no word of CSAF";
  if (!isNamed) return "names no vulnerability";
  if (typeof productId !== "string" || productId === "") return "names no product";
  const products = tree.resolve(productId) ?? [];
  return products.length === 0 ? "its product is not in the product tree" : { productId, status, products };
}

/**
 * Justification and impact explain why a product is not affected, remediations what to do about one that is; with
 * another status they mean something else. So what is cleared together stays together.
 */
function claimOf(status: VexStatus, productId: string, groups: readonly string[], reasons: Reasons): Claim {
  const { flags, threats, remediations } = reasons;
  if (status === "fixed") return { status };
  if (status !== "not_affected") return { status, ...optional("action", remarkOn(remediations, productId, groups)) };
  return {
    status,
    ...optional("justification", remarkOn(flags, productId, groups)),
    ...optional("impact", remarkOn(threats, productId, groups)),
  };
}

type Names = { readonly id: string | undefined; readonly aliases: readonly string[] };

/** Schemes of ids that name one flaw; tickets and errata, which stand beside them, name other things. */
const flawId = /^(?:CVE|GHSA|GO|PYSEC|RUSTSEC|OSV|MAL|SNYK|GSD|EUVD)-/i;

/** The CVE id, else the first of `ids`. */
function namesOf(vulnerability: unknown): Names {
  const ids = list(vulnerability, "ids").flatMap((entry) => text(entry, "text") ?? []);
  const others = ids.filter((name) => flawId.test(name));
  const given = text(vulnerability, "cve") ?? others[0] ?? ids[0];
  if (given === undefined) return { id: undefined, aliases: [] };
  const id = canonicalVulnerabilityId(given);
  const aliases = new Set(others.map(canonicalVulnerabilityId));
  aliases.delete(id);
  return { id, aliases: [...aliases] };
}

function toStatement(
  { claim, where, products }: Group,
  { id = "", aliases }: Names,
  context: CsafContext,
): VexStatement {
  return {
    vulnerability: id,
    aliases,
    products: [...products.values()].flat(),
    ...claim,
    ...optional("timestamp", context.timestamp),
    ...optional("author", context.author),
    source: { input: context.input, pointer: where },
  };
}
