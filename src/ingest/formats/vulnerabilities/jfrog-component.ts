import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { field, optional, text, texts } from "../../../standards/wire.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";

/** What Xray's reports have in common: component ids, lists of CVEs, fixed versions. */

/** How many parts stand before the version: the release and the name, and for `deb` the distribution before them. */
const systemParts: ReadonlyMap<string, number> = new Map([
  ["alpine", 2],
  ["deb", 3],
  ["rpm", 2],
]);

/**
 * The package of a component id: `npm://jquery:3.4.1`, `gav://org.x:lib:1.0`, `deb://debian:bookworm:libtiff6:4.5.0-6`.
 * The last element of an impact path lacks the type: `3.12:busybox:1.31.1-r20`, or is a file.
 */
export function componentOf(id: string): PackageRef {
  const mark = id.indexOf("://");
  const type = mark === -1 ? undefined : id.slice(0, mark);
  const parts = (mark === -1 ? id : id.slice(mark + "://".length)).split(":");
  const system = systemParts.get(type ?? systemOf(parts));
  const split = system ?? Math.max(parts.length - 1, 1);
  const name = parts.slice(system === undefined ? 0 : system - 1, split).join(":");
  const version = parts.slice(split).join(":");
  return {
    name: name === "" ? id : name,
    ...optional("version", version === "" ? undefined : version),
    ...optional("purl", version === "" ? undefined : registryPurl(type, name, version)),
    ...optional("ecosystem", type),
  };
}

/** Of an id without a type: a distribution names itself, Alpine only its release. */
function systemOf([first = "", ...rest]: readonly string[]): string {
  if (first === "debian" || first === "ubuntu") return "deb";
  return rest.length === 2 && /^\d+\.\d+$/.test(first) ? "alpine" : "";
}

/** The ids of an issue: Xray's own, and the CVEs that it covers. */
export function idsOf(
  own: string | undefined,
  cves: readonly unknown[],
): { readonly id: string | undefined; readonly names: readonly string[] } {
  const names = cves.flatMap((entry) => text(entry, "cve") ?? text(entry, "id") ?? []);
  return { id: own ?? names[0], names };
}

/** Scores and vectors, apart (`cvss_v3_score`, `cvss_v3_vector`) or in one text: `7.2/CVSS:3.1/AV:N/…`. */
export function scoresOf(cves: readonly unknown[]): readonly Cvss[] {
  return cves.flatMap((entry) => [
    ...scoreOf(entry, { version: "2.0", keys: ["cvss_v2", "cvssV2"] }),
    ...scoreOf(entry, { version: "3.1", keys: ["cvss_v3", "cvssV3"] }),
  ]);
}

type Generation = { readonly version: string; readonly keys: readonly [snake: string, camel: string] };

function scoreOf(entry: unknown, { version, keys: [snake, camel] }: Generation): readonly Cvss[] {
  const joined = text(entry, snake) ?? text(entry, camel);
  const cut = joined?.indexOf("/") ?? -1;
  const joinedScore = cut === -1 ? joined : joined?.slice(0, cut);
  const vector = text(entry, `${snake}_vector`) ?? (cut === -1 ? undefined : joined?.slice(cut + 1));
  const score = numberOf(field(entry, `${snake}_score`)) ?? numberOf(joinedScore);
  const cvss = cvssOf({ version, score, vector });
  return cvss === undefined ? [] : [cvss];
}

function numberOf(given: unknown): number | undefined {
  if (typeof given === "number") return given;
  return typeof given === "string" && /^\d{1,2}(?:\.\d{1,3})?$/.test(given) ? Number(given) : undefined;
}

/** The CWEs of all CVEs, as given. */
export function cwesOf(cves: readonly unknown[]): readonly string[] {
  return cves.flatMap((entry) => [text(entry, "cwe") ?? [], texts(entry, "cwe")].flat());
}

/** `2.11.3`, `[3.1.1-r3]` (a range of one version), `≥ 2:1.6.4-3+deb9u1`. */
export function fixesOf(holder: unknown, key: string): readonly string[] {
  return texts(holder, key).map((fix) => fix.replace(/^(?:≥|>=) */, "").replace(/^\[([^,\]]*)\]$/, "$1"));
}

/** Xray's word for what is below Low; the others are the common ones. */
export function wordOf(issue: unknown): string | undefined {
  const word = text(issue, "severity");
  return word === "Information" ? "info" : word;
}
