import type { EpssTable, Intel, RceFamilies } from "../domain/intel.ts";
import type { Items } from "../domain/items.ts";

/**
 * What of the intelligence a verdict can depend on, so that the inputs document holds a few entries and not 300,000.
 * KEV and EPSS are asked for ids of vulnerabilities alone: those that scanners give (with aliases and related ones), those
 * that advisories link to them, and those that findings name. Families are asked for packages of components.
 */

/** Ids of vulnerabilities that KEV and EPSS can be asked for. */
export function idsIn({ observations, advisories, findings }: Items): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id, aliases, related = [] } of observations) addAll(ids, id, aliases, related);
  for (const { id, aliases = [] } of advisories) addAll(ids, id, aliases);
  for (const { vulnerabilityIds } of findings) for (const id of vulnerabilityIds) ids.add(id);
  return ids;
}

function addAll(ids: Set<string>, id: string, ...lists: readonly (readonly string[])[]): void {
  ids.add(id);
  for (const list of lists) for (const one of list) ids.add(one);
}

/** Entries of the KEV catalogue whose ids are asked for, in the order of the catalogue. */
export function neededKev({ kev }: Intel, ids: ReadonlySet<string>): readonly (readonly [string, unknown])[] {
  return [...kev.entries].filter(([id]) => ids.has(id));
}

/** The table with the scores that are asked for; of several tables each keeps its day, which decides between them. */
export function neededScores({ scores, ...table }: EpssTable, ids: ReadonlySet<string>): EpssTable {
  const asked = ids.values().flatMap((id) => {
    const score = scores.get(id);
    return score === undefined ? [] : [[id, score] as const];
  });
  return { ...table, scores: new Map(asked) };
}

/** Families of the packages that the SBOMs list. */
export function neededFamilies(
  families: RceFamilies | undefined,
  { components }: Items,
): readonly (readonly [string, unknown])[] {
  if (families === undefined) return [];
  const packages = new Set(components.map(({ purl }) => (purl === undefined ? "" : packagePart(purl))));
  return [...families.byPackage].filter(([name]) => packages.has(name));
}

/** A canonical purl without version, qualifiers and subpath, by which families go. */
function packagePart(purl: string): string {
  const end = purl.search(/[@?#]/);
  return end === -1 ? purl : purl.slice(0, end);
}
