import { agreedVendor, type Purl, parsePurl } from "../standards/purl.ts";
import { compareVersions } from "../standards/versions/compare.ts";

/** Reads a purl. */
export type ParsePurl = (text: string) => Purl | undefined;

/** Why one purl does not cover another; `name` when they are of different packages. */
export type PurlMiss = { readonly part: "name" | "version" | "qualifier" | "subpath"; readonly text: string };

/** What covering is by: the very version, or all versions. */
export type PurlCover = { readonly isExact: boolean };

/**
 * The canonical purl of a statement covers another when type, namespace and name are equal and
 * its version, qualifiers and subpath, where it gives them, are too. A purl without a version means all versions.
 */
export function covers(general: string, specific: string): boolean {
  return "isExact" in coverOf(general, specific, parsePurl);
}

/** By what one purl covers another, or why it does not. */
export function coverOf(general: string, specific: string, parse: ParsePurl): PurlCover | PurlMiss {
  if (packageName(general) !== packageName(specific)) return { part: "name", text: `${specific} is not ${general}` };
  const [a, b] = [parse(general), parse(specific)];
  if (a === undefined || b === undefined) {
    return general === specific ? { isExact: true } : { part: "name", text: `${specific} is not ${general}` };
  }
  return missOf(a, b) ?? { isExact: a.version !== undefined };
}

function missOf(a: Purl, b: Purl): PurlMiss | undefined {
  if (a.version !== undefined && !isSameVersion(a, b)) {
    return { part: "version", text: `version ${versionOf(b) ?? "unknown"} is not ${versionOf(a)}` };
  }
  if (a.subpath !== undefined && a.subpath !== b.subpath) {
    return { part: "subpath", text: `subpath ${b.subpath ?? "none"} is not ${a.subpath}` };
  }
  return missOfQualifiers(a.qualifiers, b.qualifiers);
}

/** An epoch is a part of the version. */
function missOfQualifiers(a: Purl["qualifiers"], b: Purl["qualifiers"]): PurlMiss | undefined {
  for (const [key, value] of a) {
    if (key === "epoch" || b.get(key) === value) continue;
    return { part: "qualifier", text: `${key} ${b.get(key) ?? "unknown"} is not ${value}` };
  }
  return undefined;
}

/** Equal by the rules of the ecosystem; other build metadata is another build (`1.0.0+patched`). */
function isSameVersion(a: Purl, b: Purl): boolean {
  const [first, second] = [versionOf(a), versionOf(b)];
  if (first === undefined || second === undefined) return false;
  if (first === second) return true;
  if (a.type === "rpm") return isSameBuild(first, second);
  return buildOf(first) === buildOf(second) && compareVersions(a.type, first, second) === 0;
}

/** No two builds of one RPM version and release differ in the epoch, which tools leave out. */
function isSameBuild(a: string, b: string): boolean {
  const [epochA, restA] = splitEpoch(a);
  const [epochB, restB] = splitEpoch(b);
  const isEpoch = epochA === undefined || epochB === undefined || Number(epochA) === Number(epochB);
  return isEpoch && restA === restB;
}

function splitEpoch(version: string): readonly [epoch: string | undefined, rest: string] {
  const [, epoch, rest] = /^([0-9]{1,9}):(.*)$/.exec(version) ?? [];
  return [epoch, rest ?? version];
}

function buildOf(version: string): string {
  const plus = version.indexOf("+");
  return plus === -1 ? "" : version.slice(plus);
}

/** The version of a package; distributions' epochs stand in front of it, also where the purl has them beside it. */
export function versionOf({ type, version, qualifiers }: Purl): string | undefined {
  const epoch = type === "rpm" || type === "deb" ? qualifiers.get("epoch") : undefined;
  return version === undefined || epoch === undefined || version.includes(":") ? version : `${epoch}:${version}`;
}

/**
 * Type, namespace and name of a canonical purl, which has them in front of its first `@`, `?` or `#`; an RPM's vendor
 * by its one name.
 */
export function packageName(purl: string): string {
  const end = purl.search(/[@?#]/);
  const name = end < 0 ? purl : purl.slice(0, end);
  if (!name.startsWith(rpm)) return name;
  const slash = name.indexOf("/", rpm.length);
  return slash < 0 ? name : `${rpm}${agreedVendor(name.slice(rpm.length, slash))}${name.slice(slash)}`;
}

const rpm = "pkg:rpm/";

/** Statements name the same hundreds of products again and again, so each text is read once. */
export function rememberedPurls(): ParsePurl {
  const known = new Map<string, Purl | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, parsePurl(text));
    return known.get(text);
  };
}
