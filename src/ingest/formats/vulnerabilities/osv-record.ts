import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { field, list, optional, text, texts } from "../../../standards/wire.ts";
import { cweOf } from "../../identifiers.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf } from "./scores.ts";

/** The package of a result; undefined without a name. A vendored repository has a commit in place of a name. */
export function packageOf(wire: unknown): PackageRef | undefined {
  const name = text(wire, "name") ?? text(wire, "commit");
  if (name === undefined) return undefined;
  const version = text(wire, "version");
  const ecosystem = text(wire, "ecosystem");
  const purl = text(wire, "name") === undefined ? undefined : purlOf(name, version, ecosystem);
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", ecosystem) };
}

/** OSV ecosystems (schema 1.7, "Defined ecosystems") whose names and versions are those of one purl type. */
const purlTypes: ReadonlyMap<string, string> = new Map([
  ["npm", "npm"],
  ["PyPI", "pypi"],
  ["Go", "golang"],
  ["Maven", "maven"],
  ["crates.io", "cargo"],
  ["RubyGems", "gem"],
  ["Packagist", "composer"],
  ["NuGet", "nuget"],
  ["Hex", "hex"],
  ["Pub", "pub"],
]);

/** The canonical purl of a package; none for distributions, whose purls need the release and the architecture. */
function purlOf(name: string, version: string | undefined, ecosystem: string | undefined): string | undefined {
  const type = purlTypes.get(ecosystem ?? "");
  return type === undefined ? undefined : packagePurl(type, name, version);
}

/** Vectors of an OSV record; OSV gives no scores. */
export function scoresOf(record: unknown): readonly Cvss[] {
  return list(record, "severity").flatMap((entry) => cvssOf({ vector: text(entry, "score") }) ?? []);
}

/** `database_specific.cwe_ids` (GitHub), and `affected[].database_specific.cwes[].cweId` (malicious packages). */
export function cwesOf(record: unknown): readonly string[] {
  const own = texts(field(record, "database_specific"), "cwe_ids");
  const ofAffected = list(record, "affected").flatMap((affected) =>
    list(field(affected, "database_specific"), "cwes").flatMap((cwe) => text(cwe, "cweId") ?? []),
  );
  return [...own, ...ofAffected].flatMap((name) => cweOf(name) ?? []);
}

/** Versions that fix the flaw in this package. Ranges of type GIT name commits, which nobody can upgrade to. */
export function fixedIn(record: unknown, ref: PackageRef): readonly string[] {
  return list(record, "affected")
    .filter((affected) => isAbout(field(affected, "package"), ref))
    .flatMap((affected) => list(affected, "ranges"))
    .filter((range) => text(range, "type") !== "GIT")
    .flatMap((range) => list(range, "events"))
    .flatMap((event) => text(event, "fixed") ?? []);
}

/** The ecosystem of a record may carry a release (`Debian:12`); its family must be the package's. */
function isAbout(affected: unknown, ref: PackageRef): boolean {
  return text(affected, "name") === ref.name && family(text(affected, "ecosystem")) === family(ref.ecosystem);
}

function family(ecosystem: string | undefined): string {
  return ecosystem?.split(":", 1)[0] ?? "";
}
