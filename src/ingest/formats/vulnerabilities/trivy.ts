import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { at, field, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { malformedIdDoubts } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList, shown } from "../refusals.ts";
import { trivyAccounts, trivySink } from "./trivy-sink.ts";
import { isFindingTarget, isVulnerabilityTarget, readTarget, type TrivySink } from "./trivy-target.ts";

/**
 * Trivy JSON (`trivy … --format json`): schema version 2, and the bare array of targets that versions before 0.20
 * wrote. One report may hold vulnerabilities, misconfigurations, secrets and licences.
 */
export const trivy: Format = {
  id: "trivy-json",
  title: "Trivy JSON",
  sign: "`SchemaVersion` and `ArtifactName`; or a list with `Target` and `Vulnerabilities`",
  versions: ["2"],
  kinds: ["cve", "sarif", "cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (Array.isArray(report)) return report.some(isLegacyTarget);
  return isObject(report) && Object.hasOwn(report, "SchemaVersion") && Object.hasOwn(report, "ArtifactName");
}

function isLegacyTarget(entry: unknown): boolean {
  return text(entry, "Target") !== undefined && isObject(entry) && Object.hasOwn(entry, "Vulnerabilities");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const isLegacy = Array.isArray(report);
  if (!isLegacy) refuseOtherVersions(report, origin);
  requireList(report, "Results", { title: "Trivy", file: origin.name, pointer: "" });
  const targets = isLegacy ? report : list(report, "Results");
  const sink = trivySink();
  for (const [index, target] of targets.entries()) {
    const pointer = isLegacy ? `/${index}` : `/Results/${index}`;
    readTarget(target, { input: origin.name, pointer }, sink);
  }
  return {
    formatVersion: isLegacy ? "legacy" : "2",
    coverage: coverageOf(isLegacy ? undefined : report, targets, sink),
    accounts: trivyAccounts(sink, "vulnerabilities"),
    notices: [],
    items: {
      // Without this list nobody looked for vulnerabilities, which matters to a report that is given for them.
      ...optional("observations", lookedForVulnerabilities(targets, sink) ? sink.observations : undefined),
      // Nor did anybody look for misconfigurations and secrets without this one.
      ...optional("findings", lookedForFindings(targets, sink) ? sink.findings : undefined),
    },
  };
}

function lookedForVulnerabilities(targets: readonly unknown[], sink: TrivySink): boolean {
  return targets.length === 0 || sink.observations.length > 0 || targets.some(isVulnerabilityTarget);
}

function lookedForFindings(targets: readonly unknown[], sink: TrivySink): boolean {
  return sink.findings.length > 0 || targets.some(isFindingTarget);
}

function refuseOtherVersions(report: unknown, origin: Origin): void {
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
