import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { field, list, number, optional, shorten, text, texts } from "../../../standards/wire.ts";
import { probabilityOf } from "./epss.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf } from "./scores.ts";

/** Where an issue stands. */
export type SnykPlace = {
  readonly source: Source;
  /** Package manager of the project, for issues that name none. */
  readonly manager: string | undefined;
  readonly suppression: Suppression | undefined;
};

/** One entry of `vulnerabilities`; undefined when it has no id or names no package. */
export function snykObservation(issue: unknown, place: SnykPlace): Observation | undefined {
  const id = text(issue, "id");
  const ref = packageOf(issue, text(issue, "packageManager") ?? place.manager);
  if (id === undefined || ref === undefined) return undefined;
  const fixes = texts(issue, "fixedIn");
  const nearest = text(issue, "nearestFixedInVersion");
  return observationOf({
    id,
    names: namesOf(issue),
    package: ref,
    word: text(issue, "severityWithCritical") ?? text(issue, "severity"),
    cvss: scoresOf(issue),
    cwes: texts(field(issue, "identifiers"), "CWE"),
    epss: probabilityOf(field(field(issue, "epssDetails"), "probability")),
    fixedIn: fixes.length === 0 && nearest !== undefined ? [nearest] : fixes,
    title: text(issue, "title"),
    tool: "snyk",
    suppression: place.suppression,
    source: place.source,
  });
}

/** Members of `identifiers` that name the flaw; others (`SUSE`, `RHSA`) name advisories over several. */
function namesOf(issue: unknown): readonly string[] {
  const identifiers = field(issue, "identifiers");
  return [...texts(identifiers, "CVE"), ...texts(identifiers, "GHSA")];
}

/** Package managers of Snyk whose names are those of one purl type; Go is not here, for it names packages, not modules. */
const purlTypes: ReadonlyMap<string, string> = new Map([
  ["npm", "npm"],
  ["yarn", "npm"],
  ["pnpm", "npm"],
  ["maven", "maven"],
  ["gradle", "maven"],
  ["sbt", "maven"],
  ["pip", "pypi"],
  ["pipenv", "pypi"],
  ["poetry", "pypi"],
  ["rubygems", "gem"],
  ["nuget", "nuget"],
  ["paket", "nuget"],
  ["composer", "composer"],
  ["hex", "hex"],
  ["cargo", "cargo"],
  ["pub", "pub"],
]);

function packageOf(issue: unknown, manager: string | undefined): PackageRef | undefined {
  const unmanaged = unmanagedOf(issue, manager);
  const given = unmanaged?.name ?? text(issue, "name") ?? text(issue, "packageName") ?? text(issue, "moduleName");
  if (given === undefined) return undefined;
  const name = isDistribution(manager) ? binaryName(given) : given;
  const version = text(issue, "version") ?? unmanaged?.version;
  const type = purlTypes.get(manager ?? "");
  const purl = type === undefined ? undefined : packagePurl(type, name, version);
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", manager) };
}

/** `snyk unmanaged test` (C and C++) joins where a package is from, its name and its version: `https://curl.se|curl@7.58.0`. */
function unmanagedOf(issue: unknown, manager: string | undefined): Pick<PackageRef, "name" | "version"> | undefined {
  const joined = text(issue, "name");
  const at = joined?.lastIndexOf("@") ?? -1;
  if (joined === undefined || at <= 0 || manager?.startsWith("Unmanaged") !== true) return undefined;
  return { name: joined.slice(joined.lastIndexOf("|", at) + 1, at), version: joined.slice(at + 1) };
}

/** `debian:11`, `alpine:3.18`, `rhel:8`; of a project `deb`, `apk`, `rpm`. */
function isDistribution(manager: string | undefined): boolean {
  return manager !== undefined && (manager.includes(":") || ["deb", "apk", "rpm", "linux"].includes(manager));
}

/** Packages of distributions are named `source/binary`; other scanners and SBOMs know them by the binary. */
function binaryName(name: string): string {
  const last = name.slice(name.lastIndexOf("/") + 1);
  return last === "" ? name : last;
}

/** Snyk's own score, and those of others: `cvssSources` of newer reports has both, `cvssDetails` others only. */
function scoresOf(issue: unknown): readonly Cvss[] {
  const own = { version: "3.1", score: number(issue, "cvssScore"), vector: text(issue, "CVSSv3"), scorer: "Snyk" };
  const details = list(issue, "cvssDetails").map((entry) => ({
    version: "3.1",
    score: number(entry, "cvssV3BaseScore"),
    vector: text(entry, "cvssV3Vector"),
    scorer: text(entry, "assigner"),
  }));
  const sources = list(issue, "cvssSources").map((entry) => ({
    score: number(entry, "baseScore"),
    vector: text(entry, "vector"),
    scorer: text(entry, "assigner"),
  }));
  const known = new Map<string, Cvss>();
  const isRepeated = own.vector === undefined && sources.some(({ scorer }) => scorer === own.scorer);
  for (const cvss of [...(isRepeated ? [] : [own]), ...details, ...sources].flatMap((given) => cvssOf(given) ?? [])) {
    const key = `${cvss.scorer}\n${cvss.version}\n${cvss.vector}\n${cvss.score}`;
    if (!known.has(key)) known.set(key, cvss);
  }
  return [...known.values()];
}

/** A reason is a sentence; a longer text is cut. */
const maxReason = 200;

/** What `snyk ignore` writes when nobody gave a reason. */
const noReason = /^\s*none given\s*$/i;

/** Of an entry of `filtered.ignore` (an ignore rule of the policy) or `filtered.patch` (a patch that was applied). */
export function snykSuppression(issue: unknown, sort: "ignore" | "patch"): Suppression {
  const filtered = field(issue, "filtered");
  if (sort === "patch") return { kind: "tool", rule: "patched by Snyk" };
  const rules = list(filtered, "ignored");
  const reasons = rules.flatMap((entry) => text(entry, "reason") ?? []).filter((reason) => !noReason.test(reason));
  const expiry = rules.flatMap((entry) => text(entry, "expires") ?? []);
  const rule = expiry.length === 0 ? "ignored by a Snyk policy" : `ignored by a Snyk policy until ${expiry.join(", ")}`;
  return {
    kind: "tool",
    ...optional("justification", reasons.length === 0 ? undefined : shorten(distinct(reasons), maxReason)),
    rule: shorten(rule, maxReason),
  };
}

function distinct(given: readonly string[]): string {
  return [...new Set(given)].join("; ");
}
