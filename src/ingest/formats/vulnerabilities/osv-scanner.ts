import { type Severity, worstSeverity } from "../../../domain/severity.ts";
import type { Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { counted } from "../../../domain/words.ts";
import { field, hasList, isObject, list, optional, shorten, text, texts } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { canonicalVulnerabilityId, malformedIdDoubts, relatedCves } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { misshapen } from "../refusals.ts";
import { cwesOf, fixedIn, packageOf, scoresOf } from "./osv-record.ts";
import { severityOfScore } from "./scores.ts";

/** OSV-Scanner JSON (`osv-scanner --format json`). */
export const osvScanner: Format = {
  id: "osv-scanner-json",
  title: "OSV-Scanner JSON",
  sign: "`results` with `packages` that have a `package`; or `results` and `experimental_config`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

/** Prisma's twistcli has `results[].packages` too, and tells itself by its distributions. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!hasList(report, "results")) return false;
  const results = list(report, "results");
  if (results.some(isTwistcli)) return false;
  if (isObject(field(report, "experimental_config"))) return true;
  return results.some((result) => list(result, "packages").some((entry) => isObject(field(entry, "package"))));
}

function isTwistcli(result: unknown): boolean {
  return ["complianceDistribution", "vulnerabilityDistribution"].some((key) => field(result, key) !== undefined);
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink: Sink = { input: origin.name, observations: [], packages: new Map(), groups: new Map() };
  const entries = packagesOf(report, sink.packages);
  let targets = 0;
  for (const { entry, pointer } of entries) {
    const ref = packageOf(field(entry, "package"));
    if (ref === undefined) count(sink.packages, "unreadable package");
    else readPackage({ entry, pointer, ref }, sink);
    if (ref !== undefined) targets++;
  }
  return {
    coverage: { tool: "osv-scanner", targets, doubts: doubtsOf(report, entries, sink) },
    accounts: [
      account("packages", targets, sink.packages),
      account("vulnerability groups", sink.observations.length, sink.groups),
    ],
    notices: [],
    items: { observations: sink.observations },
  };
}

type Sink = {
  readonly input: string;
  readonly observations: Observation[];
  readonly packages: Tally;
  readonly groups: Tally;
};

type Entry = { readonly entry: unknown; readonly pointer: string };

function packagesOf(report: unknown, notUsed: Tally): readonly Entry[] {
  return list(report, "results").flatMap((result, i) => {
    if (!isObject(result)) count(notUsed, "unreadable result");
    for (const key of misshapen(result, ["packages"])) count(notUsed, `${key} is not a list`);
    return list(result, "packages").map((entry, j) => ({ entry, pointer: `/results/${i}/packages/${j}` }));
  });
}

type Package = Entry & { readonly ref: PackageRef };

/** One observation for each group of ids that mean one flaw, and for each record that is in no group. */
function readPackage({ entry, pointer, ref }: Package, sink: Sink): void {
  for (const key of misshapen(entry, ["vulnerabilities", "groups"])) count(sink.groups, `${key} is not a list`);
  const records = recordsOf(entry);
  const shown = binaryOf(entry, ref);
  const ungrouped = new Map(records);
  for (const [index, group] of list(entry, "groups").entries()) {
    const ids = texts(group, "ids");
    for (const id of ids) ungrouped.delete(id);
    const members = ids.flatMap((id) => records.get(id)?.record ?? []);
    const place = { ref, shown, pointer: `${pointer}/groups/${index}` };
    keep({ ids: [...ids, ...texts(group, "aliases")], members, group }, place, sink);
  }
  for (const { record, index } of ungrouped.values()) {
    const id = text(record, "id");
    keep(
      { ids: id === undefined ? [] : [id], members: [record], group: undefined },
      { ref, shown, pointer: `${pointer}/vulnerabilities/${index}` },
      sink,
    );
  }
}

/** Distributions publish advisories for source packages; what is installed, and in SBOMs, is the binary one (scanner 2). */
function binaryOf(entry: unknown, ref: PackageRef): PackageRef {
  const name = text(field(entry, "package"), "os_package_name");
  return name === undefined ? ref : { ...ref, name };
}

type Numbered = { readonly record: unknown; readonly index: number };

/** The records of a package by id; one without an id, or with the id of an earlier one, goes by its number. */
function recordsOf(entry: unknown): ReadonlyMap<string | number, Numbered> {
  const records = new Map<string | number, Numbered>();
  for (const [index, record] of list(entry, "vulnerabilities").entries()) {
    const id = text(record, "id") ?? index;
    records.set(records.has(id) ? index : id, { record, index });
  }
  return records;
}

type Flaw = {
  readonly ids: readonly string[];
  /** OSV records of the flaw: its advisory at GitHub, its entry in a language's own database… */
  readonly members: readonly unknown[];
  readonly group: unknown;
};

/** `shown` is the package as others know it, `ref` as OSV records do. */
type Place = { readonly ref: PackageRef; readonly shown: PackageRef; readonly pointer: string };

function keep(flaw: Flaw, place: Place, sink: Sink): void {
  const [id, ...aliases] = namesOf(flaw);
  if (id === undefined) {
    count(sink.groups, "no vulnerability id");
    return;
  }
  const cvss = flaw.members.flatMap(scoresOf);
  const others = flaw.members.flatMap((record) => [...texts(record, "upstream"), ...texts(record, "related")]);
  const title = flaw.members.map((record) => text(record, "summary")).find((summary) => summary !== undefined);
  sink.observations.push({
    id,
    aliases,
    ...optional("related", relatedCves(others, [id, ...aliases])),
    package: place.shown,
    severity: severityOf(flaw),
    cvss,
    cwes: [...new Set(flaw.members.flatMap(cwesOf))],
    fixedIn: [...new Set(flaw.members.flatMap((record) => fixedIn(record, place.ref)))],
    ...optional("title", title === undefined ? undefined : shorten(title, maxTitle)),
    tool: "osv-scanner",
    source: { input: sink.input, pointer: place.pointer },
  });
}

const maxTitle = 120;

/** The ids of the group and the aliases of its records; an older report leaves the group's own aliases out. */
function namesOf({ ids, members }: Flaw): readonly string[] {
  const aliases = members.flatMap((record) => texts(record, "aliases"));
  return [...new Set([...ids, ...aliases].map(canonicalVulnerabilityId))];
}

/** An empty text and `0.0` are how the scanner writes that it has no score. */
function bandOf(given: unknown): Severity {
  if (typeof given === "string" && !scoreText.test(given)) return severityOfWord(given);
  const score = typeof given === "string" || typeof given === "number" ? Number(given) : 0;
  return score > 0 ? severityOfScore(score, "3.1") : "unknown";
}

const scoreText = /^\d{1,2}(?:\.\d{1,9})?$/;

/**
 * The worst of the group's `max_severity` and of the words of its records: the scanner cannot score every vector, and
 * an advisory may be worse than its score. The score comes without version; the bands of 3.x and 4.0 are the same.
 */
function severityOf({ members, group }: Flaw): Severity {
  let worst = bandOf(field(group, "max_severity"));
  for (const record of members) {
    worst = worstSeverity(worst, severityOfWord(text(field(record, "database_specific"), "severity")));
  }
  return worst;
}

function doubtsOf(report: unknown, entries: readonly Entry[], sink: Sink): readonly string[] {
  const lost = [...sink.packages, ...sink.groups].map(
    ([reason, n]) => `${counted(n, "entry is", "entries are")} not read: ${reason}`,
  );
  const doubts = [...lost, ...malformedIdDoubts(sink.observations)];
  if (entries.length === 0)
    return ["the report scanned no package (osv-scanner lists clean ones only with --all-packages)", ...doubts];
  return isListOfPackages(report, entries) ? [onlyPackages, ...doubts] : doubts;
}

const onlyPackages =
  "the report lists packages without saying what was found: it may be input of the scanner, not output";

/**
 * OSV-Scanner reads its own shape as a list of packages to scan. Output always has `experimental_config`, or at least
 * `vulnerabilities` and `groups` (empty ones too) in some package; such a list has neither.
 */
function isListOfPackages(report: unknown, entries: readonly Entry[]): boolean {
  if (isObject(field(report, "experimental_config"))) return false;
  return !entries.some(({ entry }) => hasList(entry, "vulnerabilities") || hasList(entry, "groups"));
}
