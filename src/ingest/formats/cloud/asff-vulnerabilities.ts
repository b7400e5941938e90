import type { Source } from "../../../domain/source.ts";
import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { at, field, list, number, optional, text, texts } from "../../../standards/wire.ts";
import { probabilityOf } from "../vulnerabilities/epss.ts";
import { observationOf } from "../vulnerabilities/observation.ts";
import { registryPurl } from "../vulnerabilities/registry-purl.ts";
import { cvssOf } from "../vulnerabilities/scores.ts";
import { keep, leaveOut, lose, type VulnerabilitySink } from "../vulnerabilities/vulnerability-sink.ts";
import type { Standing } from "./cloud-finding.ts";

/** One vulnerability in one package, as a finding lists it. */
export type Flaw = {
  readonly record: unknown;
  /** An entry of `VulnerablePackages`; absent for a vulnerability without packages. */
  readonly entry?: unknown;
  readonly shape: "asff" | "trivy";
  readonly source: Source;
};

/** The pairs of vulnerability and package in a finding: `Vulnerabilities`, else what Trivy's ASFF template writes. */
export function flawsOf(item: unknown, source: Source): readonly Flaw[] {
  const own = list(item, "Vulnerabilities").flatMap((record, index) =>
    pairsOf(record, { ...source, pointer: `${source.pointer}/Vulnerabilities/${index}` }),
  );
  return own.length > 0 ? own : trivyFlaws(item, source);
}

function pairsOf(record: unknown, source: Source): readonly Flaw[] {
  const entries = list(record, "VulnerablePackages");
  if (entries.length === 0) return [{ record, shape: "asff", source }];
  return entries.map((entry, index) => {
    return {
      record,
      entry,
      shape: "asff",
      source: { ...source, pointer: `${source.pointer}/VulnerablePackages/${index}` },
    };
  });
}

/** The template puts the vulnerability into free fields of the resource. */
function trivyFlaws(item: unknown, source: Source): readonly Flaw[] {
  return list(item, "Resources").flatMap((resource, index): readonly Flaw[] => {
    const record = at(resource, "Details", "Other");
    const isFlaw = text(record, "CVE ID") !== undefined && text(record, "PkgName") !== undefined;
    const pointer = `${source.pointer}/Resources/${index}/Details/Other`;
    return isFlaw ? [{ record, shape: "trivy", source: { ...source, pointer } }] : [];
  });
}

/** What the finding around a vulnerability tells. */
type Context = {
  readonly tool: string;
  readonly word: string;
  readonly resource: string | undefined;
  readonly title: string | undefined;
  readonly standing: Standing;
};

/** Reads one pair into the sink; true when it became an observation. */
export function readFlaw(flaw: Flaw, context: Context, sink: VulnerabilitySink): boolean {
  if (context.standing.is !== "open") {
    leaveOut(sink, "vulnerabilities", "its finding is not used");
    return false;
  }
  const { record, source } = flaw;
  const id = text(record, flaw.shape === "trivy" ? "CVE ID" : "Id");
  const ref = flaw.shape === "trivy" ? trivyPackage(record) : packageOf(flaw, context);
  if (id === undefined || ref === undefined) {
    lose(sink, "vulnerabilities", id === undefined ? "no vulnerability id" : "no package name");
    return false;
  }
  const { tool, word, title } = context;
  const { suppression } = context.standing;
  const details = flaw.shape === "trivy" ? trivyDetails(record) : detailsOf(flaw);
  keep(
    sink,
    "vulnerabilities",
    observationOf({ id, title, ...details, package: ref, word, tool, suppression, source }),
  );
  return true;
}

/** `NotAvailable` is how Inspector writes that there is no fix. */
const noFix = /^not ?available$/i;

function detailsOf({ record, entry }: Flaw) {
  const fix = text(entry, "FixedInVersion");
  return {
    names: texts(record, "RelatedVulnerabilities"),
    cvss: list(record, "Cvss").flatMap((score) => scoreOf(score) ?? []),
    epss: probabilityOf(field(record, "EpssScore")),
    fixedIn: fix === undefined || noFix.test(fix) ? [] : fix.split(/, ?/),
  };
}

function scoreOf(score: unknown): Cvss | undefined {
  return cvssOf({
    version: text(score, "Version"),
    score: number(score, "BaseScore"),
    vector: text(score, "BaseVector"),
    scorer: text(score, "Source"),
  });
}

/** Without a package the resource is what is known. */
function packageOf({ entry }: Flaw, { resource }: Context): PackageRef | undefined {
  if (entry === undefined) return { name: resource ?? "unnamed package" };
  const name = text(entry, "Name");
  if (name === undefined) return undefined;
  const manager = text(entry, "PackageManager");
  const version = versionOf(entry);
  return {
    name,
    ...optional("version", version),
    ...optional("purl", registryPurl(manager, name, version)),
    ...optional("ecosystem", manager),
  };
}

/** Epoch, version and release of a distribution's package stand apart; epoch 0 is not written. */
function versionOf(entry: unknown): string | undefined {
  const version = text(entry, "Version");
  if (version === undefined) return undefined;
  const epoch = text(entry, "Epoch") ?? "0";
  const release = text(entry, "Release");
  return `${epoch === "0" ? "" : `${epoch}:`}${version}${release === undefined ? "" : `-${release}`}`;
}

function trivyPackage(record: unknown): PackageRef | undefined {
  const name = text(record, "PkgName");
  return name === undefined ? undefined : { name, ...optional("version", text(record, "Installed Package")) };
}

function trivyDetails(record: unknown) {
  const scores = [
    { version: "2.0", score: "NvdCvssScoreV2", vector: "NvdCvssVectorV2" },
    { version: "3.1", score: "NvdCvssScoreV3", vector: "NvdCvssVectorV3" },
  ];
  return {
    cvss: scores.flatMap(({ version, score, vector }) => {
      return (
        cvssOf({ version, score: scoreText(text(record, score)), vector: text(record, vector), scorer: "nvd" }) ?? []
      );
    }),
    fixedIn: text(record, "Patched Package")?.split(", ") ?? [],
    title: text(record, "CVE Title"),
  };
}

/** The template writes numbers as text, and 0 for a missing one. */
function scoreText(given: string | undefined): number | undefined {
  const score = Number(given);
  return given !== undefined && score > 0 ? score : undefined;
}
