import type { Advisory } from "../domain/advisory.ts";
import type { KevCatalogue } from "../domain/intel.ts";
import { compareText } from "../domain/order.ts";
import { present } from "../domain/present.ts";
import { compareSeverity, type Severity, worstSeverity } from "../domain/severity.ts";
import { isEffective } from "../domain/suppression.ts";
import {
  type Cvss,
  type Kev,
  type Observation,
  type PackageRef,
  packageText,
  type Vulnerability,
} from "../domain/vulnerability.ts";
import { aliasGroups, compareIds, linkedTo, type RecordedAliases } from "./aliases.ts";
import type { PackageIndex } from "./packages.ts";

type Facts = {
  readonly packages: PackageIndex;
  /** Keys (of `packages`) of everything that the SBOMs list. */
  readonly listed: ReadonlySet<string>;
  readonly kev: KevCatalogue;
  /** CVE id → EPSS, of the tables among the inputs. */
  readonly epss: ReadonlyMap<string, number>;
  /** Advisories by id. */
  readonly advisories: ReadonlyMap<string, Advisory>;
  /** Id → the sets of ids that public records give one flaw, and that this id is in; see `recordedAliases`. */
  readonly recorded?: RecordedAliases;
  /** Id → an id of the KEV catalogue that a public record gives the same flaw; see `linkedToAny`. */
  readonly exploited?: ReadonlyMap<string, string>;
};

/**
 * Observations of scanners → vulnerabilities: one for each alias set × package, worst first.
 * The severity is the worst that any observation gives; an advisory's only when no scanner scored it.
 * It is suppressed only when every scanner that saw it set it aside.
 */
export function toVulnerabilities(observations: readonly Observation[], facts: Facts): readonly Vulnerability[] {
  const recorded = [...new Set([...(facts.recorded?.values() ?? [])].flat())];
  const groupOf = aliasGroups([...observations.map((seen) => [seen.id, ...seen.aliases]), ...recorded]);
  const groups = new Map<string, Group>();
  for (const seen of observations) {
    const name = groupOf(seen.id);
    const packageKey = facts.packages.keyOf(seen.package);
    const key = `${name}\n${packageKey}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, packageKey, seen: [seen] });
    else group.seen.push(seen);
  }
  return [...groups.values()].map((group) => toVulnerability(group, facts)).toSorted(compare);
}

/** `name` is the first id of the alias set; another scanner may have told it, about another package. */
type Group = { readonly name: string; readonly packageKey: string; readonly seen: Observation[] };

function toVulnerability({ name, packageKey, seen: group }: Group, facts: Facts): Vulnerability {
  const observations = group.length === 1 ? group : group.toSorted(compareObservations);
  const ids = idsOf(name, observations, facts.recorded);
  const advisory = firstOf(ids, (alias) => facts.advisories.get(alias));
  const suppressed = observations.every((seen) => seen.suppression !== undefined && isEffective(seen.suppression));
  const inSbom = facts.listed.has(packageKey);
  return present({
    id: name,
    aliases: ids.slice(1),
    package: inSbom ? withPurl(packageOf(observations), packageKey) : packageOf(observations),
    severity: severityOf(observations, advisory),
    cvss: distinctScores(
      joined(
        observations.map((seen) => seen.cvss),
        advisory?.cvss,
      ),
    ),
    cwes: distinct(
      joined(
        observations.map((seen) => seen.cwes),
        advisory?.cwes,
      ),
      compareText,
    ),
    epss: worstEpss(observations, ids, facts.epss),
    kev: kevOf(exploitableIds(ids, observations), facts) ?? kevOfAdvisory(advisory),
    fixedIn: distinct(joined(observations.map((seen) => seen.fixedIn)), compareText),
    title: firstOf(observations, (seen) => seen.title) ?? advisory?.title,
    state: suppressed ? ("suppressed" as const) : ("open" as const),
    suppression: suppressed ? observations[0]?.suppression : undefined,
    inSbom,
    observations,
  });
}

/** The group's name first, for an alias may be a CVE that is another flaw to its publisher. */
function idsOf(
  name: string,
  observations: readonly Observation[],
  recorded: RecordedAliases | undefined,
): readonly string[] {
  const told: string[] = [];
  for (const seen of observations) {
    if (seen.id !== name) told.push(seen.id);
    for (const alias of seen.aliases) if (alias !== name) told.push(alias);
  }
  if (recorded === undefined || recorded.size === 0) return [name, ...distinct(told, compareIds)];
  const known = [name, ...told].flatMap((id) => linkedTo(id, recorded)).filter((id) => id !== name);
  return [name, ...distinct([...told, ...known], compareIds)];
}

/** An advisory over several flaws is known to be exploited when one of them is. */
function exploitableIds(ids: readonly string[], observations: readonly Observation[]): readonly string[] {
  const related = observations.flatMap((seen) => seen.related ?? []);
  return related.length === 0 ? ids : [...ids, ...related.toSorted(compareText)];
}

/** The most exact name that a scanner gave: one with a purl if there is one. */
function packageOf(observations: readonly Observation[]): PackageRef {
  const best = observations.find((seen) => seen.package.purl !== undefined) ?? observations[0];
  if (best === undefined) throw new RangeError("a vulnerability needs an observation");
  return best.package;
}

/** A scanner that gives no purl was joined to the one package of the SBOM that answers to the name. */
function withPurl(ref: PackageRef, packageKey: string): PackageRef {
  return ref.purl === undefined && packageKey.startsWith("pkg:") ? { ...ref, purl: packageKey } : ref;
}

function severityOf(observations: readonly Observation[], advisory: Advisory | undefined): Severity {
  const seen = observations.map((one) => one.severity).reduce(worstSeverity, "unknown");
  return seen === "unknown" ? (advisory?.severity ?? "unknown") : seen;
}

function kevOf(ids: readonly string[], { kev, exploited }: Facts): Kev | undefined {
  return firstOf(ids, (id) => kev.entries.get(id) ?? kev.entries.get(exploited?.get(id) ?? ""));
}

/** NVD repeats CISA's dates but not the ransomware field: absent there is not "no". */
function kevOfAdvisory(advisory: Advisory | undefined): Kev | undefined {
  return advisory?.kev === undefined ? undefined : { ...advisory.kev, ransomware: false };
}

/** The highest that a scanner or the table gives under any of its ids; undefined, not 0, when nobody scored it. */
function worstEpss(
  observations: readonly Observation[],
  ids: readonly string[],
  table: Facts["epss"],
): number | undefined {
  let worst: number | undefined;
  const take = (epss: number | undefined): void => {
    if (epss !== undefined && (worst === undefined || epss > worst)) worst = epss;
  };
  for (const { epss } of observations) take(epss);
  if (table.size > 0) for (const id of ids) take(table.get(id));
  return worst;
}

/** The newest version first; of equal scores one, whoever else gave it. */
function distinctScores(scores: readonly Cvss[]): readonly Cvss[] {
  if (scores.length < 2) return scores;
  const ordered = scores.toSorted(compareScores);
  return ordered.filter((score, index) => {
    const next = ordered[index + 1];
    return next === undefined || compareScores(score, next) !== 0;
  });
}

function compareScores(a: Cvss, b: Cvss): number {
  return (
    compareText(b.version, a.version) ||
    compareText(b.vector ?? "", a.vector ?? "") ||
    (b.score ?? noScore) - (a.score ?? noScore)
  );
}

/** Below every score. */
const noScore = -1;

function firstOf<T, R>(items: readonly T[], pick: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = pick(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The lists as one; mostly there is one scanner and no advisory, and then it is the scanner's own. */
function joined<T>(lists: readonly (readonly T[])[], more: readonly T[] = []): readonly T[] {
  const [first = []] = lists;
  return lists.length < 2 && more.length === 0 ? first : [...lists.flat(), ...more];
}

/** Each text once, in order. */
function distinct(texts: readonly string[], order: (a: string, b: string) => number): readonly string[] {
  return texts.length < 2 ? texts : [...new Set(texts)].toSorted(order);
}

function compareObservations(a: Observation, b: Observation): number {
  return (
    compareText(a.tool, b.tool) ||
    compareText(a.id, b.id) ||
    compareText(a.source.input, b.source.input) ||
    compareText(a.source.pointer, b.source.pointer)
  );
}

function compare(a: Vulnerability, b: Vulnerability): number {
  return (
    compareSeverity(a.severity, b.severity) ||
    compareText(a.id, b.id) ||
    compareText(packageText(a.package), packageText(b.package))
  );
}
