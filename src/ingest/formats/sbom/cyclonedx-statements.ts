import type { VexProduct, VexStatement, VexStatus } from "../../../domain/vex.ts";
import { formatVers } from "../../../standards/versions/vers.ts";
import { at, field, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { canonicalVulnerabilityId } from "../../identifiers.ts";
import { type Affected, affectsOf, clears, stateOf, statusOf, typeOf } from "./cyclonedx-affects.ts";
import type { References } from "./cyclonedx-references.ts";
import { undisputed, wordOf } from "./cyclonedx-versions.ts";
import { aliasesOf } from "./cyclonedx-vulnerabilities.ts";

/** The VEX statements of one BOM; analyses that are none, by reason. */
export type StatementList = {
  readonly statements: readonly VexStatement[];
  readonly notUsed: Tally;
  /** Products that a statement limits to versions which cannot be told to be theirs; they cover nothing. */
  readonly unplaced: number;
};

/** One VEX statement for every vulnerability that has an `analysis.state`, its products from `affects`. */
export function readStatements(bom: unknown, input: string, references: References): StatementList {
  const statements: VexStatement[] = [];
  const notUsed: Tally = new Map();
  const facts = documentFacts(bom);
  let unplaced = 0;
  for (const [i, item] of list(bom, "vulnerabilities").entries()) {
    if (!isObject(item) || stateOf(item) === undefined) continue;
    const { entries } = affectsOf(item, references);
    const reason = reasonAgainst(item, entries);
    const status = statusOf(item);
    if (reason !== undefined || status === undefined) {
      count(notUsed, reason ?? unknownState);
      continue;
    }
    const source = { input, pointer: `/vulnerabilities/${i}` };
    const products = entries.flatMap((entry) => toProducts(entry, status));
    statements.push({ ...toStatement(item, status, facts), products, source });
    unplaced += products.filter((product) => product.isLimited === true).length;
  }
  return { statements, notUsed, unplaced };
}

const unknownState = "its analysis state is not a word of CycloneDX";

function reasonAgainst(item: unknown, entries: readonly Affected[]): string | undefined {
  if (text(item, "id") === undefined) return "has no id";
  return entries.length === 0 ? "names no affected component" : undefined;
}

type DocumentFacts = { readonly timestamp: string | undefined; readonly author: string | undefined };

function documentFacts(bom: unknown): DocumentFacts {
  const metadata = field(bom, "metadata");
  const authors = list(metadata, "authors").flatMap((contact) => text(contact, "name") ?? []);
  return {
    timestamp: text(metadata, "timestamp"),
    author: authors.length > 0 ? authors.join(", ") : text(field(metadata, "manufacturer"), "name"),
  };
}

function toStatement(
  item: unknown,
  status: VexStatus,
  document: DocumentFacts,
): Omit<VexStatement, "products" | "source"> {
  const id = canonicalVulnerabilityId(text(item, "id") ?? "");
  const response = texts(field(item, "analysis"), "response");
  return {
    vulnerability: id,
    aliases: aliasesOf(item, id),
    status,
    ...optional("justification", justificationOf(item)),
    ...optional("impact", impactOf(item)),
    ...optional("action", response.length > 0 ? response.join(", ") : undefined),
    ...optional("timestamp", timestampOf(item, document.timestamp)),
    ...optional("author", document.author),
  };
}

/** CycloneDX's own word; the state `false_positive` is itself the reason where no other is given. */
function justificationOf(item: unknown): string | undefined {
  const given = said(item, "justification");
  return given ?? (stateOf(item) === "false_positive" ? "false_positive" : undefined);
}

/** The detail; a false positive that has another justification says so here. */
function impactOf(item: unknown): string | undefined {
  const detail = said(item, "detail");
  const isNoted = stateOf(item) === "false_positive" && justificationOf(item) !== "false_positive";
  if (!isNoted) return detail;
  return detail === undefined ? "false_positive" : `false_positive: ${detail}`;
}

/** A text of the analysis; a blank one gives no reason. */
function said(item: unknown, key: "justification" | "detail"): string | undefined {
  const given = text(field(item, "analysis"), key);
  return given === undefined || given.trim() === "" ? undefined : given;
}

/** RFC 3339 date-time; a text that is none cannot be ordered in time. */
const dateTime = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,12})?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** The nearest usable time: of the analysis (1.5 and later), of the record, of the document. */
function timestampOf(item: unknown, documentTime: string | undefined): string | undefined {
  const candidates = [
    at(item, "analysis", "lastUpdated"),
    at(item, "analysis", "firstIssued"),
    field(item, "updated"),
    documentTime,
  ];
  return candidates.find((time): time is string => typeof time === "string" && dateTime.test(time));
}

/** One product for each version or range that the entry is limited to, the own version being no limit. */
function toProducts(entry: Affected, status: VexStatus): readonly VexProduct[] {
  const product = { id: entry.id, ...optional("purl", entry.purl), subcomponents: [] };
  const versions = versionsMeant(entry, status);
  const isOwn = entry.version !== undefined && versions.some((version) => text(version, "version") === entry.version);
  if (entry.versions.length === 0 || isOwn) return [product];
  const limits = versions.flatMap((version) => limitOf(version, entry) ?? []);
  if (limits.length === 0) return [{ id: entry.id, isLimited: true, subcomponents: [] }];
  return limits.map((limit) => ({ ...product, versions: limit }));
}

/**
 * Where an entry calls some versions affected and some not, a statement means those that agree with it; one that
 * clears does not mean what is called affected as well.
 */
function versionsMeant({ versions, purl }: Affected, status: VexStatus): readonly unknown[] {
  if (new Set(versions.map(wordOf)).size < 2) return versions;
  const contrary = clears(status) ? "affected" : "unaffected";
  const meant = versions.filter((version) => wordOf(version) !== contrary);
  if (!clears(status)) return meant;
  const affected = versions.filter((version) => wordOf(version) === contrary);
  return undisputed(meant, affected, typeOf(purl));
}

function limitOf(version: unknown, { purl }: Affected): string | undefined {
  const single = text(version, "version");
  if (single === undefined) return text(version, "range");
  return formatVers(typeOf(purl), [{ comparator: "=", version: single }]);
}
