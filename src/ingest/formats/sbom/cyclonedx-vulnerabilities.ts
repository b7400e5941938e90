import type { VexStatus } from "../../../domain/vex.ts";
import type { Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { parsePurl } from "../../../standards/purl.ts";
import { isObject, list, optional, shorten, text } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { canonicalVulnerabilityId, cweOf, vulnerabilityIdsIn } from "../../identifiers.ts";
import { misshapen } from "../refusals.ts";
import { type Affected, affectsOf, clears, isListedUnaffected, statusOf } from "./cyclonedx-affects.ts";
import { cvssOfRatings, severityOf } from "./cyclonedx-ratings.ts";
import type { References } from "./cyclonedx-references.ts";

/** What the vulnerabilities of one BOM are read with. */
type BomContext = {
  readonly input: string;
  readonly references: References;
  /** False for a document of vulnerabilities only: it speaks about parts that other documents list. */
  readonly listsComponents: boolean;
  readonly tool: string;
};

/** The observations of one BOM; what is not used of `vulnerabilities`, by reason. */
export type ObservationList = {
  readonly observations: readonly Observation[];
  readonly notUsed: Tally;
};

/** The one reason in `notUsed` that is an answer, not a fault of the document. */
export const unaffectedVersion = "its version is listed as unaffected";

/**
 * One observation per vulnerability × affected thing. A vulnerability that its analysis clears is one only where this
 * document lists the affected thing; else it is a statement about something elsewhere (see `readStatements`). One that
 * is not cleared stays, whatever its reference leads to, unless that provably is a thing of another document.
 */
export function readObservations(bom: unknown, context: BomContext): ObservationList {
  const observations: Observation[] = [];
  const notUsed: Tally = new Map();
  for (const [i, item] of list(bom, "vulnerabilities").entries()) {
    const id = text(item, "id");
    if (!isObject(item)) count(notUsed, "is not an object");
    else if (id === undefined) count(notUsed, "has no id");
    else observeEach(item, { id: canonicalVulnerabilityId(id), index: i }, context, { observations, notUsed });
  }
  return { observations, notUsed };
}

type Named = { readonly id: string; readonly index: number };

type Found = { readonly observations: Observation[]; readonly notUsed: Tally };

function observeEach(item: unknown, { id, index }: Named, context: BomContext, into: Found): void {
  for (const key of misshapen(item, ["affects", "ratings"])) count(into.notUsed, `${key} is not a list`);
  const { entries, nameless } = affectsOf(item, context.references);
  const status = statusOf(item);
  const isAnalysed = status !== undefined;
  if (nameless > 0) count(into.notUsed, "an entry of affects has no ref", nameless);
  if (entries.length + nameless === 0 && !isAnalysed) count(into.notUsed, "names no affected component");
  const here = entries.filter((entry) => isToldHere(entry, status, context));
  if (here.length === 0) return;
  const shared = sharedFacts(item, id, context);
  for (const entry of here) {
    const pointer = `/vulnerabilities/${index}/affects/${entry.index}`;
    // An analysis weighs more than the list of versions: what it calls exploitable stays.
    if (!isAnalysed && isListedUnaffected(entry)) count(into.notUsed, unaffectedVersion);
    else into.observations.push({ ...shared, package: packageOf(entry), source: { input: context.input, pointer } });
  }
}

function isToldHere(entry: Affected, status: VexStatus | undefined, { listsComponents }: BomContext): boolean {
  if (status === undefined || (listsComponents && entry.component !== undefined)) return true;
  return !clears(status) && entry.isElsewhere !== true;
}

function sharedFacts(item: unknown, id: string, context: BomContext): Omit<Observation, "package" | "source"> {
  return {
    id,
    aliases: aliasesOf(item, id),
    severity: severityOf(item),
    cvss: cvssOfRatings(item),
    cwes: cwesOf(item),
    fixedIn: [],
    ...optional("title", titleOf(item)),
    tool: context.tool,
  };
}

/** The component of this document, else what the reference itself tells. */
function packageOf({ id, component, purl }: Affected): PackageRef {
  if (component !== undefined) {
    const { name, version } = component;
    return { name, ...optional("version", version), ...optional("purl", component.purl) };
  }
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  return { name: parsed?.name ?? id, ...optional("version", parsed?.version), ...optional("purl", purl) };
}

/**
 * CVE and GHSA ids among `references`, which CycloneDX defines as equivalents. Two ids of one kind are two flaws to
 * their publisher, so where a kind occurs twice the references are merely related and give no alias.
 */
export function aliasesOf(item: unknown, id: string): readonly string[] {
  const ids = new Set(list(item, "references").flatMap((reference) => wholeId(text(reference, "id"))));
  ids.add(id);
  return ["CVE-", "GHSA-"].flatMap((kind) => {
    const ofKind = [...ids].filter((other) => other.startsWith(kind));
    return ofKind.length === 1 ? ofKind.filter((other) => other !== id) : [];
  });
}

function wholeId(reference: string | undefined): readonly string[] {
  if (reference === undefined) return [];
  const canonical = canonicalVulnerabilityId(reference);
  return vulnerabilityIdsIn(reference).filter((id) => id === canonical);
}

/** `cwes` are numbers; an older habit writes them as text. There is no CWE 0. */
function cwesOf(item: unknown): readonly string[] {
  const cwes = list(item, "cwes").flatMap((cwe) => {
    const written = typeof cwe === "number" ? String(cwe) : cwe;
    return typeof written === "string" ? (cweOf(written) ?? []) : [];
  });
  return [...new Set(cwes)].filter((cwe) => cwe !== "CWE-0");
}

/** A description can be a page; its first line, at most this long, stands for it. */
const maxTitleLength = 120;

function titleOf(item: unknown): string | undefined {
  const line = text(item, "description")
    ?.trimStart()
    .split(/[\r\n]/, 1)[0]
    ?.trim();
  return line === undefined || line === "" ? undefined : shorten(line, maxTitleLength);
}
