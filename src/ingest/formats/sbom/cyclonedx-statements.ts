import type { VexProduct, VexStatement, VexStatus } from "../../../domain/vex.ts";
import { at, field, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { canonicalVulnerabilityId } from "../../identifiers.ts";
import { type Affected, affectsOf, listedStatus, stateOf, statusOf } from "./cyclonedx-affects.ts";
import type { References } from "./cyclonedx-references.ts";
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
    statements.push({ ...toStatement(item, status, facts), products: entries.map(toProduct), source });
    unplaced += entries.filter((entry) => !isAbout(entry)).length;
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

function toProduct(entry: Affected): VexProduct {
  if (!isAbout(entry)) return { id: entry.id, isLimited: true, subcomponents: [] };
  return { id: entry.id, ...optional("purl", entry.purl), subcomponents: [] };
}

/** A statement limited to some versions is about a product only when the product's own version is among them. */
function isAbout(entry: Affected): boolean {
  return entry.versions.length === 0 || listedStatus(entry) !== undefined;
}
