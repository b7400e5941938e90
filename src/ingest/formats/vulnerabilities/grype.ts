import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { field, hasList, isObject, list, number, shorten, text, texts } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { canonicalVulnerabilityId, cweOf, malformedIdDoubts, relatedCves } from "../../identifiers.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { misshapen, requireList } from "../refusals.ts";
import { remembered } from "../remembered.ts";
import type { Writable } from "../writable.ts";
import { epssOf } from "./epss.ts";
import { grypeCoverage } from "./grype-coverage.ts";
import { suppressionOf } from "./grype-suppression.ts";
import { cvssOf, worstBand } from "./scores.ts";

/** Grype JSON (`grype -o json`), 0.7 and later. */
export const grype: Format = {
  id: "grype-json",
  title: "Grype JSON",
  sign: "`matches` with a `vulnerability`; or `matches` and a `descriptor` that names grype or nothing",
  versions: [],
  kinds: ["cve"],
  longLists: ["/matches"],
  detect,
  read,
};

/** xeol, a fork that looks for software past its end of life, writes the same frame with no `vulnerability` in it. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!hasList(report, "matches")) return false;
  const tool = text(field(report, "descriptor"), "name");
  if (tool === "grype") return true;
  if (tool === "xeol") return false;
  const matches = list(report, "matches");
  if (matches.length > 0) return matches.some((match) => isObject(field(match, "vulnerability")));
  return tool === undefined && (isObject(field(report, "descriptor")) || isObject(field(report, "source")));
}

const unreadable = "unreadable match";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const matches: Tally = new Map();
  const ignored: Tally = new Map();
  requireList(report, "ignoredMatches", { title: "Grype", file: origin.name, pointer: "" });
  const known = { purl: remembered(canonicalPurl), cwe: remembered(cweOf), faults: new Map() };
  const observations = readMatches(report, { list: "matches", input: origin.name, notUsed: matches, known });
  const setAside = readMatches(report, { list: "ignoredMatches", input: origin.name, notUsed: ignored, known });
  const lost = (matches.get(unreadable) ?? 0) + (ignored.get(unreadable) ?? 0);
  if (lost > 0) count(known.faults, "matches are unreadable", lost);
  const coverage = grypeCoverage(report, known.faults);
  return {
    coverage: { ...coverage, doubts: [...coverage.doubts, ...malformedIdDoubts([...observations, ...setAside])] },
    accounts: [
      account("matches", observations.length, matches),
      ...(hasList(report, "ignoredMatches") ? [account("ignored matches", setAside.length, ignored)] : []),
    ],
    notices: [],
    items: { observations: [...observations, ...setAside] },
  };
}

/** What repeats from match to match and is worked out once. */
type Known = {
  readonly purl: (text: string) => string | undefined;
  readonly cwe: (text: string) => string | undefined;
  /** What is doubtful about matches → how many. */
  readonly faults: Tally;
};

type MatchList = {
  readonly list: "matches" | "ignoredMatches";
  readonly input: string;
  readonly notUsed: Tally;
  readonly known: Known;
};

function readMatches(report: unknown, { list: key, input, notUsed, known }: MatchList): readonly Observation[] {
  const observations: Observation[] = [];
  let index = 0;
  for (const match of list(report, key)) {
    const observation = toObservation(match, { input, pointer: `/${key}/${index++}` }, known);
    if (observation === undefined) count(notUsed, unreadable);
    else observations.push(key === "matches" ? observation : { ...observation, suppression: suppressionOf(match) });
  }
  return observations;
}

function toObservation(match: unknown, source: Source, known: Known): Observation | undefined {
  const vulnerability = field(match, "vulnerability");
  const given = text(vulnerability, "id");
  const ref = packageOf(field(match, "artifact"), known);
  if (given === undefined || ref === undefined) return undefined;
  const id = canonicalVulnerabilityId(given);
  const related = list(match, "relatedVulnerabilities");
  const cvss = scoresOf(vulnerability, related);
  const aliases = aliasesOf(id, related);
  const observation: Writable<Observation> = {
    id,
    aliases,
    package: ref,
    severity: severityOf(text(vulnerability, "severity"), cvss),
    cvss,
    cwes: cwesOf([vulnerability, ...related], known),
    fixedIn: fixedIn(vulnerability),
    tool: "grype",
    source,
  };
  const title = titleOf(vulnerability, related);
  if (title !== undefined) observation.title = title;
  const { highest, isOdd } = epssOf(vulnerability);
  if (highest !== undefined) observation.epss = highest;
  const others = relatedCves(namesOf(related), [id, ...aliases]);
  if (others !== undefined) observation.related = others;
  if (isOdd) count(known.faults, "matches have an EPSS that is no probability");
  for (const key of misshapen(match, ["relatedVulnerabilities"]))
    count(known.faults, `matches have ${key} that are no list`);
  return observation;
}

function packageOf(artifact: unknown, known: Known): PackageRef | undefined {
  const name = text(artifact, "name");
  if (name === undefined) return undefined;
  const ref: Writable<PackageRef> = { name };
  const version = text(artifact, "version");
  if (version !== undefined) ref.version = version;
  const purl = known.purl(text(artifact, "purl") ?? "");
  if (purl !== undefined) ref.purl = purl;
  const ecosystem = text(artifact, "type");
  if (ecosystem !== undefined) ref.ecosystem = ecosystem;
  return ref;
}

/**
 * The one CVE that the record is another name of. Grype relates advisories (ALAS, ELSA, RHSA) to every CVE that they
 * fix: several CVEs are several flaws and name none of them. A match that is a CVE itself has no second CVE.
 */
function aliasesOf(id: string, related: readonly unknown[]): readonly string[] {
  if (id.startsWith("CVE-")) return [];
  let only: string | undefined;
  for (const record of related) {
    const name = canonicalVulnerabilityId(text(record, "id") ?? "");
    if (!name.startsWith("CVE-") || name === only) continue;
    if (only !== undefined) return [];
    only = name;
  }
  return only === undefined ? [] : [only];
}

function namesOf(records: readonly unknown[]): readonly string[] {
  return records.flatMap((record) => text(record, "id") ?? []);
}

/**
 * The tool's word; it is the distribution's own judgement where there is one. When the word is `Unknown` or missing,
 * the worst band of the scores in the same match, which are those of the vulnerability and of its related records.
 */
function severityOf(word: string | undefined, cvss: readonly Cvss[]): Severity {
  const severity = severityOfWord(word);
  return severity === "unknown" ? worstBand(cvss) : severity;
}

/** Scores of the record and of the related ones (NVD's, for a distribution's record). */
function scoresOf(vulnerability: unknown, related: readonly unknown[]): readonly Cvss[] {
  const found: Cvss[] = [];
  addScores(vulnerability, found);
  for (const record of related) addScores(record, found);
  return found;
}

function addScores(record: unknown, found: Cvss[]): void {
  for (const entry of hasList(record, "cvss") ? list(record, "cvss") : olderScores(record)) {
    const cvss = scoreOf(entry, record);
    if (cvss !== undefined) found.push(cvss);
  }
}

/** Early Grype (0.7) has one object for each version of CVSS in place of the list. */
function olderScores(record: unknown): readonly unknown[] {
  const v2 = field(record, "cvssV2");
  const v3 = field(record, "cvssV3");
  return [
    { version: "2.0", vector: field(v2, "vector"), metrics: v2 },
    { version: "3.1", vector: field(v3, "vector"), metrics: v3 },
  ];
}

/** Without a `source`, the database that the record comes from scored it. */
function scoreOf(entry: unknown, record: unknown): Cvss | undefined {
  return cvssOf({
    version: text(entry, "version"),
    score: number(field(entry, "metrics"), "baseScore"),
    vector: text(entry, "vector"),
    scorer: text(entry, "source") ?? text(record, "namespace"),
  });
}

function cwesOf(records: readonly unknown[], known: Known): readonly string[] {
  const found: string[] = [];
  for (const record of records) {
    for (const entry of list(record, "cwes")) {
      const cwe = known.cwe(cweText(entry));
      if (cwe !== undefined) found.push(cwe);
    }
  }
  return found.length < 2 ? found : [...new Set(found)];
}

/** Newer reports list objects; a bare text is taken as well. */
function cweText(entry: unknown): string {
  return (typeof entry === "string" ? entry : text(entry, "cwe")) ?? "";
}

/** Versions count only when the state says `fixed`; a version beside `not-fixed` or `wont-fix` is no way out. */
function fixedIn(vulnerability: unknown): readonly string[] {
  const fix = field(vulnerability, "fix");
  if (fix !== undefined) return text(fix, "state") === "fixed" ? texts(fix, "versions") : [];
  const older = text(vulnerability, "fixedInVersion");
  return older === undefined ? [] : [older];
}

/** Long enough for a first sentence; descriptions reach several pages. */
const maxTitle = 120;

/** Distribution records often have no description; that of the only related record is about the same flaw. */
function titleOf(vulnerability: unknown, related: readonly unknown[]): string | undefined {
  const own = text(vulnerability, "description");
  const description = own ?? (related.length === 1 ? text(related[0], "description") : undefined);
  return description === undefined ? undefined : shorten(description, maxTitle);
}
