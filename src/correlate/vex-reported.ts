import type { VexStatement } from "../domain/vex.ts";
import type { Vulnerability } from "../domain/vulnerability.ts";
import { isCve } from "./aliases.ts";
import { clears } from "./vex-doubts.ts";
import { keysOf } from "./vex-keys.ts";
import { everyVariant } from "./vex-variants.ts";

/** Vulnerabilities, asked about by what a statement names. */
export type Reported = {
  /** All that answer to a name of the statement, by whatever source two names are one. */
  readonly of: (statement: VexStatement) => readonly Vulnerability[];
  /** Those of them that one of the keys (`keysOf`) belongs to, in their order; all when there is no list of keys. */
  readonly near: (statement: VexStatement, keys: ReadonlySet<string> | undefined) => readonly Vulnerability[];
  /** Whether a statement may be about the whole of a vulnerability. */
  readonly isMeantBy: (statement: VexStatement) => (one: Vulnerability) => boolean;
};

/** `isSbom` tells an input that lists parts. */
export function reportedBy(vulnerabilities: readonly Vulnerability[], isSbom: (input: string) => boolean): Reported {
  const byId = new Map<string, Vulnerability[]>();
  for (const one of vulnerabilities) for (const id of new Set([one.id, ...one.aliases])) push(byId, id, one);
  const indexes = new Map<string, KeyIndex>();
  const indexOf = (id: string, list: readonly Vulnerability[]): KeyIndex => {
    const index = indexes.get(id) ?? indexByKey(list);
    indexes.set(id, index);
    return index;
  };
  const listsOf = ({ vulnerability, aliases }: VexStatement) =>
    [...new Set([vulnerability, ...aliases])].flatMap((id) => {
      const list = byId.get(id);
      return list === undefined ? [] : [{ id, list }];
    });
  return {
    of: (statement) => oneList(listsOf(statement).map(({ list }) => list)),
    near: (statement, keys) =>
      oneList(
        listsOf(statement).map(({ id, list }) =>
          keys === undefined || list.length <= keys.size ? list : picked(list, indexOf(id, list), keys),
        ),
      ),
    isMeantBy(statement) {
      if (!clears(statement)) return () => true;
      const names = namesToClear(statement, isSbom(statement.source.input));
      const hasCve = [...names].some(isCve);
      return (one) => isSeenAs(names, one) && (!hasCve || hasAllCves(names, one));
    },
  };
}

/**
 * Names under which a statement clears. References between ids that an SBOM gives are its tool's and no one's word about
 * the flaw, so what it says itself clears only what it calls by the id.
 */
function namesToClear({ vulnerability, aliases }: VexStatement, isInSbom: boolean): ReadonlySet<string> {
  return new Set(isInSbom ? [vulnerability] : [vulnerability, ...aliases]);
}

/**
 * True when every scanner reported the vulnerability under one of the names, as its id or as an alias of that very
 * observation. What public records join counts once, but whoever hands in a record must not clear what no statement names.
 */
function isSeenAs(names: ReadonlySet<string>, one: Vulnerability): boolean {
  const seen = one.observations.length === 0 ? [one] : one.observations;
  return seen.every(({ id, aliases }) => names.has(id) || aliases.some((alias) => names.has(alias)));
}

/** True when the names leave none of the vulnerability's CVEs out; names without a CVE mean the advisory as it is. */
function hasAllCves(names: ReadonlySet<string>, { id, aliases }: Vulnerability): boolean {
  return (!isCve(id) || names.has(id)) && aliases.every((alias) => !isCve(alias) || names.has(alias));
}

type KeyIndex = ReadonlyMap<string, readonly number[]>;

function indexByKey(list: readonly Vulnerability[]): KeyIndex {
  const places = new Map<string, number[]>();
  for (const [place, one] of list.entries()) {
    for (const key of new Set(everyVariant(one).flatMap(keysOf))) push(places, key, place);
  }
  return places;
}

function picked(list: readonly Vulnerability[], index: KeyIndex, keys: ReadonlySet<string>): readonly Vulnerability[] {
  const places = new Set([...keys].flatMap((key) => index.get(key) ?? []));
  return [...places].toSorted((a, b) => a - b).flatMap((place) => list[place] ?? []);
}

/** Mostly one name is known, and then it is its own list. */
function oneList(lists: readonly (readonly Vulnerability[])[]): readonly Vulnerability[] {
  const [first = [], ...others] = lists;
  return others.length === 0 ? first : [...new Set(lists.flat())];
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
