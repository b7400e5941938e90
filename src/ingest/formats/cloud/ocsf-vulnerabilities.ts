import type { Source } from "../../../domain/source.ts";
import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { at, field, list, number, optional, text, texts } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";
import { probabilityOf } from "../vulnerabilities/epss.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import { registryPurl } from "../vulnerabilities/registry-purl.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { keep, leaveOut, lose, type VulnerabilitySink } from "../vulnerabilities/vulnerability-sink.ts";
import type { Standing } from "./cloud-finding.ts";

/** One vulnerability of an event in one package; without `entry` in a resource of which no package is named. */
export type OcsfFlaw = { readonly record: unknown; readonly entry?: unknown; readonly source: Source };

/** The pairs of `vulnerabilities` and their packages, which version 1.0 calls `packages`. */
export function ocsfFlaws(item: unknown, source: Source): readonly OcsfFlaw[] {
  return list(item, "vulnerabilities").flatMap((record, index) => {
    const pointer = `${source.pointer}/vulnerabilities/${index}`;
    const key = list(record, "affected_packages").length > 0 ? "affected_packages" : "packages";
    const entries = list(record, key);
    if (entries.length === 0) return [{ record, source: { ...source, pointer } }];
    return entries.map((entry, place) => ({
      record,
      entry,
      source: { ...source, pointer: `${pointer}/${key}/${place}` },
    }));
  });
}

/** What the event around a vulnerability tells. */
type Context = {
  readonly tool: string;
  readonly word: string;
  readonly resource: string | undefined;
  readonly standing: Standing;
};

/** Reads one pair into the sink; true when it became an observation. */
export function readOcsfFlaw(flaw: OcsfFlaw, context: Context, sink: VulnerabilitySink): boolean {
  if (context.standing.is !== "open") {
    leaveOut(sink, "vulnerabilities", "its finding is not used");
    return false;
  }
  const { record, entry, source } = flaw;
  const id = text(field(record, "cve"), "uid") ?? text(field(record, "advisory"), "uid");
  const ref = packageOf(flaw, context);
  if (id === undefined || ref === undefined) {
    lose(sink, "vulnerabilities", id === undefined ? "no vulnerability id" : "no package name");
    return false;
  }
  const own = text(record, "severity");
  const fix = text(entry, "fixed_in_version");
  const observation = observationOf({
    id,
    names: texts(record, "related_vulnerabilities"),
    package: ref,
    word: severityOfWord(own) === "unknown" ? context.word : own,
    cvss: scoresOf(field(record, "cve")),
    cwes: cwesOf(record),
    epss: probabilityOf(at(record, "cve", "epss", "score")),
    fixedIn: fix === undefined || noFix.test(fix) ? [] : [fix],
    title: text(record, "title") ?? text(record, "desc"),
    tool: context.tool,
    suppression: context.standing.suppression,
    source,
  });
  keep(sink, "vulnerabilities", observation);
  return true;
}

const noFix = /^not ?available$/i;

/** A list since 1.0; one object in the release candidates. */
function scoresOf(cve: unknown): readonly Cvss[] {
  const given = field(cve, "cvss");
  return (Array.isArray(given) ? given : [given]).flatMap((score) => {
    const cvss = cvssOf({
      version: text(score, "version"),
      score: number(score, "base_score"),
      vector: text(score, "vector_string"),
      scorer: text(score, "vendor_name"),
    });
    return cvss ?? [];
  });
}

/** `cwe` of the vulnerability or of its CVE, `cwe_uid` of the older ones, and the related ones. */
function cwesOf(record: unknown): readonly string[] {
  const cve = field(record, "cve");
  const objects = [field(record, "cwe"), field(cve, "cwe"), ...list(cve, "related_cwes")];
  return [...objects.map((cwe) => text(cwe, "uid")), text(cve, "cwe_uid")].flatMap((name) => name ?? []);
}

/** Without a package the resource is what is known. */
function packageOf({ entry }: OcsfFlaw, { resource }: Context): PackageRef | undefined {
  if (entry === undefined) return { name: resource ?? "unnamed package" };
  const name = text(entry, "name");
  if (name === undefined) return undefined;
  const manager = text(entry, "package_manager") ?? text(entry, "type");
  const version = versionOf(entry);
  const purl = canonicalPurl(text(entry, "purl") ?? "") ?? registryPurl(manager, name, version);
  return { name, ...optional("version", version), ...optional("purl", purl), ...optional("ecosystem", manager) };
}

function versionOf(entry: unknown): string | undefined {
  const version = text(entry, "version");
  if (version === undefined) return undefined;
  const epoch = number(entry, "epoch") ?? 0;
  const release = text(entry, "release");
  return `${epoch > 0 ? `${epoch}:` : ""}${version}${release === undefined ? "" : `-${release}`}`;
}
