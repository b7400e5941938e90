import type { VexStatus } from "../../../domain/vex.ts";
import { parsePurl } from "../../../standards/purl.ts";
import { field, list, optional, text } from "../../../standards/wire.ts";
import { misshapen } from "../refusals.ts";
import { type References, resolve, type Target } from "./cyclonedx-references.ts";
import { undisputed, wordOf } from "./cyclonedx-versions.ts";

/** One entry of `affects`. */
export type Affected = Target & {
  readonly index: number;
  /** Version of the thing itself, when it has one. */
  readonly version?: string;
  /** The entry's `versions`, which narrow what is said to some versions of the thing. */
  readonly versions: readonly unknown[];
};

type Affects = { readonly entries: readonly Affected[]; readonly nameless: number };

/** The entries of `affects` that name something, and how many name nothing. */
export function affectsOf(vulnerability: unknown, references: References): Affects {
  const entries: Affected[] = [];
  let nameless = 0;
  for (const [index, entry] of list(vulnerability, "affects").entries()) {
    const ref = text(entry, "ref");
    if (ref === undefined) nameless++;
    else entries.push(affected(entry, index, resolve(ref, references)));
  }
  return { entries, nameless };
}

function affected(entry: unknown, index: number, target: Target): Affected {
  const version = target.component === undefined ? versionOfPurl(target.purl) : target.component.version;
  return { ...target, index, ...optional("version", version), versions: versionsOf(entry) };
}

/** Versions that are no list narrow all the same, to what nobody can tell: without them all versions would be meant. */
function versionsOf(entry: unknown): readonly unknown[] {
  return misshapen(entry, ["versions"]).length > 0 ? [undefined] : list(entry, "versions");
}

function versionOfPurl(purl: string | undefined): string | undefined {
  return purl === undefined ? undefined : parsePurl(purl)?.version;
}

/**
 * True when `versions` calls the thing's own version unaffected, and no other entry calls it something else. Ranges
 * (`vers:`) that alone do so are for the correlation, which knows the release.
 */
export function isListedUnaffected({ version, versions, purl }: Affected): boolean {
  const own = versions.filter((entry) => text(entry, "version") === version && wordOf(entry) === "unaffected");
  if (version === undefined || own.length === 0) return false;
  const others = versions.filter((entry) => wordOf(entry) !== "unaffected");
  return undisputed(own, others, typeOf(purl)).length > 0;
}

/** The package type, whose versions are meant. */
export function typeOf(purl: string | undefined): string {
  return (purl === undefined ? undefined : parsePurl(purl)?.type) ?? "generic";
}

/** CycloneDX 1.4 and later `impactAnalysisState` → VEX status. */
const statuses: ReadonlyMap<string, VexStatus> = new Map([
  ["not_affected", "not_affected"],
  ["false_positive", "not_affected"],
  ["exploitable", "affected"],
  ["in_triage", "under_investigation"],
  ["resolved", "fixed"],
  ["resolved_with_pedigree", "fixed"],
]);

/** `analysis.state` as written; a vulnerability without it is a disclosure (VDR) that clears nothing. */
export function stateOf(vulnerability: unknown): string | undefined {
  return text(field(vulnerability, "analysis"), "state");
}

/** The VEX status of a vulnerability's analysis; undefined without a state, or for a word that CycloneDX does not have. */
export function statusOf(vulnerability: unknown): VexStatus | undefined {
  const state = stateOf(vulnerability);
  return state === undefined ? undefined : statuses.get(state);
}

/** True for a status that lets a vulnerability go; all others leave it open. */
export function clears(status: VexStatus): boolean {
  return status === "not_affected" || status === "fixed";
}
