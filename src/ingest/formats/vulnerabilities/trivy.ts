import { FixopsError } from "../../../domain/error.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { Coverage, RawItems } from "../../../domain/input-file.ts";
import type { Observation } from "../../../domain/vulnerability.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { at, field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import { account } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { cweOf, malformedIdDoubts } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList, shown } from "../refusals.ts";
import { remembered } from "../remembered.ts";
import { isVulnerabilityTarget, readTarget, type TrivySink } from "./trivy-target.ts";

/**
 * Trivy JSON (`trivy … --format json`): schema version 2, and the bare array of targets that versions before 0.20
 * wrote. One report may hold vulnerabilities, misconfigurations, secrets and licences.
 */
export const trivy: Format = {
  id: "trivy-json",
  title: "Trivy JSON",
  versions: ["2"],
  kinds: ["cve", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (Array.isArray(report)) return report.some(isLegacyTarget);
  if (!isObject(report)) return false;
  return (Object.hasOwn(report, "SchemaVersion") && Object.hasOwn(report, "ArtifactName")) || isClusterReport(report);
}

function isLegacyTarget(entry: unknown): boolean {
  return text(entry, "Target") !== undefined && isObject(entry) && Object.hasOwn(entry, "Vulnerabilities");
}

/** What `trivy k8s` writes: the resources of a cluster in one of several lists. */
function isClusterReport(report: unknown): boolean {
  const lists = ["Resources", "Findings", "Vulnerabilities", "Misconfigurations"];
  return typeof field(report, "ClusterName") === "string" && lists.some((key) => hasList(report, key));
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const isLegacy = Array.isArray(report);
  if (!isLegacy) refuseOtherShapes(report, origin);
  requireList(report, "Results", { title: "Trivy", file: origin.name, pointer: "" });
  const targets = isLegacy ? report : list(report, "Results");
  const sink = emptySink();
  for (const [index, target] of targets.entries()) {
    const pointer = isLegacy ? `/${index}` : `/Results/${index}`;
    readTarget(target, { input: origin.name, pointer }, sink);
  }
  return {
    formatVersion: isLegacy ? "legacy" : "2",
    coverage: coverageOf(isLegacy ? undefined : report, targets, sink),
    accounts: accountsOf(sink),
    notices: [],
    items: {
      // Without this list nobody looked for vulnerabilities, which matters to a report that is given for them.
      ...optional("observations", lookedForVulnerabilities(targets, sink) ? sink.observations : undefined),
      findings: sink.findings,
    },
  };
}

function lookedForVulnerabilities(targets: readonly unknown[], sink: TrivySink): boolean {
  return targets.length === 0 || sink.observations.length > 0 || targets.some(isVulnerabilityTarget);
}

function emptySink(): TrivySink {
  const observations: Observation[] = [];
  const findings: Finding[] = [];
  return {
    observations,
    findings,
    kept: new Map(),
    notUsed: new Map(),
    doubts: new Map(),
    known: { purl: remembered(canonicalPurl), cwe: remembered(cweOf) },
  };
}

function refuseOtherShapes(report: unknown, origin: Origin): void {
  if (isClusterReport(report)) {
    throw new FixopsError(
      "INPUT_UNSUPPORTED_VERSION",
      "this is a Trivy report of a Kubernetes cluster, which is not read",
      {
        where: { file: origin.name, pointer: "/ClusterName" },
        hint: "scan the images and manifests of the release with trivy image and trivy config, and give those reports",
      },
    );
  }
  const version = field(report, "SchemaVersion");
  if (version === 2) return;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `SchemaVersion of the Trivy report is ${shown(version)}; expected 2`,
    { where: { file: origin.name, pointer: "/SchemaVersion" }, hint: "write the report with Trivy 0.20 or later" },
  );
}

function coverageOf(report: unknown, targets: readonly unknown[], sink: TrivySink): Coverage {
  const doubts = [...sink.doubts].map(([what, n]) => `${n} ${what}`);
  if (at(report, "Metadata", "OS", "EOSL") === true) doubts.push(endOfLife);
  return {
    tool: "trivy",
    ...optional("toolVersion", label(field(report, "Trivy"), "Version")),
    targets: targets.length,
    ...optional("generatedAt", label(report, "CreatedAt")),
    doubts: [
      ...(targets.length === 0 ? ["the report scanned no target"] : []),
      ...doubts,
      ...malformedIdDoubts(sink.observations),
    ],
  };
}

const endOfLife = "the operating system is past its end of life: its vulnerabilities are no longer published";

/** Vulnerabilities always have an account, for zero of them is what the report is about; other sorts when there are any. */
function accountsOf(sink: TrivySink): Reading["accounts"] {
  const sorts = new Set<RawItems>(["vulnerabilities", ...sink.kept.keys(), ...sink.notUsed.keys()]);
  return [...sorts].map((sort) => account(sort, sink.kept.get(sort) ?? 0, sink.notUsed.get(sort) ?? new Map()));
}
