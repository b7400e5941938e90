import type { Advisory } from "../domain/advisory.ts";
import { compareText, compareTexts } from "../domain/order.ts";

/**
 * Sets of ids that name one flaw (CVE, GHSA, OSV, distributor ids) → a function from an id to the id of its group.
 * Two CVE ids are never in one group: a CVE is the finest name there is (CNA rules: one flaw, one CVE),
 * so a record that links two is an advisory over several flaws, and joining them would lose one.
 * The sets are taken in text order, so the result does not depend on the order of inputs.
 */
export function aliasGroups(sets: readonly (readonly string[])[]): (id: string) => string {
  const parent = new Map<string, string>();
  const cveOf = new Map<string, string>();
  const find = (id: string): string => {
    let root = id;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    // Shortens the path that was walked, so that a long chain is walked once.
    for (let here = id; here !== root; ) {
      const up = parent.get(here) ?? root;
      parent.set(here, root);
      here = up;
    }
    return root;
  };
  const several = sets.filter((ids) => ids.length > 1).map((ids) => ids.toSorted(compareIds));
  for (const ids of distinct(several).toSorted(compareTexts)) {
    const [first = "", ...others] = ids;
    for (const other of others) unite(find(first), find(other));
  }
  return find;

  function unite(a: string, b: string): void {
    if (a === b) return;
    const cveA = cveIn(a);
    const cveB = cveIn(b);
    if (cveA !== undefined && cveB !== undefined && cveA !== cveB) return;
    const [root, child] = compareIds(a, b) <= 0 ? [a, b] : [b, a];
    parent.set(child, root);
    const cve = cveA ?? cveB;
    if (cve !== undefined) cveOf.set(root, cve);
  }

  function cveIn(root: string): string | undefined {
    return cveOf.get(root) ?? (isCve(root) ? root : undefined);
  }
}

/** CVE ids first, then by text: the first of a group is its name. */
export function compareIds(a: string, b: string): number {
  return Number(isCve(b)) - Number(isCve(a)) || compareText(a, b);
}

/** True for ids of the CVE programme. */
export function isCve(id: string): boolean {
  return id.startsWith("CVE-");
}

/** The same set is given by every scanner and every package; once is enough. */
function distinct(sets: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(sets.map((ids) => [ids.join("\n"), ids])).values()];
}

/** Id → the sets of ids that public records give one flaw, and that this id is in. */
export type RecordedAliases = ReadonlyMap<string, readonly (readonly string[])[]>;

/** The other ids of an id. A record over several CVEs is another name of each of them, but they are none of one another. */
export function linkedTo(id: string, recorded: RecordedAliases): readonly string[] {
  const linked = (recorded.get(id) ?? []).flat();
  return isCve(id) ? linked.filter((other) => !isCve(other)) : linked;
}

/** No flaw has more names, and no name is in more records on one flaw; a distributor's advisory lists some dozens. */
const mostNames = 64;

/**
 * What advisories (OSV, GHSA, CVE records) tell of ids that name one flaw. VEX statements give aliases too; those serve
 * to match the statement itself and join nothing else: whoever writes VEX gains by making two flaws one.
 * A record of more than `mostNames` ids, and an id in more than so many records, are no names of one flaw and join
 * nothing: following each such link from each vulnerability would take the square of the input in time and memory.
 */
export function recordedAliases(advisories: readonly Advisory[]): RecordedAliases {
  const given = advisories.flatMap(({ id, aliases = [] }) => {
    const set = new Set([id, ...aliases]);
    return set.size < 2 || set.size > mostNames ? [] : [[...set]];
  });
  const sets = distinct(given);
  const told = setsByMember(sets);
  const isUsual = (id: string): boolean => (told.get(id)?.length ?? 0) <= mostNames;
  return setsByMember(sets.map((set) => set.filter(isUsual)).filter((set) => set.length > 1));
}

/**
 * Id → an id of a catalogue that any record gives as another name of it, however many it gives: what is too much to join
 * must not hide that a flaw is exploited.
 */
export function linkedToAny(
  advisories: readonly Advisory[],
  catalogue: { readonly has: (id: string) => boolean },
): ReadonlyMap<string, string> {
  const linked = new Map<string, string>();
  for (const { id, aliases = [] } of advisories) {
    const names = [id, ...aliases];
    const known = names.find((name) => catalogue.has(name));
    if (known === undefined) continue;
    for (const name of names) if (!isCve(name)) linked.set(name, known);
  }
  return linked;
}

function setsByMember(sets: readonly (readonly string[])[]): RecordedAliases {
  const byMember = new Map<string, (readonly string[])[]>();
  for (const set of sets) {
    for (const one of set) {
      const known = byMember.get(one);
      if (known === undefined) byMember.set(one, [set]);
      else known.push(set);
    }
  }
  return byMember;
}
