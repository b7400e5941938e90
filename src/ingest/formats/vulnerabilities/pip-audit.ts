import { hasList, list, optional, text, texts } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { requireList } from "../refusals.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/** `pip-audit --format json`: `{dependencies, fixes}`, and the bare list that versions before 2.0 wrote. It knows no severities. */
export const pipAudit: Format = {
  id: "pip-audit-json",
  title: "pip-audit JSON",
  sign: "dependencies with `name`, and `vulns` or a `skip_reason`; or empty `dependencies` and `fixes`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (Array.isArray(report)) return report.length > 0 && report.every(isDependency);
  const dependencies = list(report, "dependencies");
  if (dependencies.length > 0) return dependencies.some(isDependency);
  return hasList(report, "dependencies") && hasList(report, "fixes");
}

function isDependency(entry: unknown): boolean {
  return text(entry, "name") !== undefined && (hasList(entry, "vulns") || text(entry, "skip_reason") !== undefined);
}

const tool = "pip-audit";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const isBare = Array.isArray(report);
  if (!isBare) requireList(report, "fixes", { title: "pip-audit", file: origin.name, pointer: "" });
  const dependencies = isBare ? report : list(report, "dependencies");
  for (const [index, dependency] of dependencies.entries())
    readDependency({ dependency, pointer: isBare ? `/${index}` : `/dependencies/${index}` }, sink);
  const audited = sink.kept.get("dependencies") ?? 0;
  const fixes = list(report, "fixes").length;
  return vulnerabilityReading(sink, {
    coverage: { tool, targets: audited, doubts: audited === 0 ? ["the report audited no dependency"] : [] },
    sorts: ["dependencies", "vulnerabilities"],
    notices:
      fixes === 0 ? [] : [`pip-audit was asked to fix what it found: ${fixes} upgrades are listed beside the findings`],
  });
}

type Dependency = { readonly dependency: unknown; readonly pointer: string };

function readDependency({ dependency, pointer }: Dependency, sink: VulnerabilitySink): void {
  const name = text(dependency, "name");
  const skipped = text(dependency, "skip_reason");
  if (skipped !== undefined) {
    leaveOut(sink, "dependencies", "skipped: it was not audited");
    count(sink.faults, `a dependency was not audited: ${quoted(skipped)}`);
  } else if (name === undefined || !hasList(dependency, "vulns")) {
    lose(sink, "dependencies", "no name or no list of vulnerabilities");
  } else {
    keep(sink, "dependencies");
    readVulnerabilities({ dependency, pointer, name }, sink);
  }
}

function readVulnerabilities(
  { dependency, pointer, name }: Dependency & { readonly name: string },
  sink: VulnerabilitySink,
): void {
  const version = text(dependency, "version");
  const purl = packagePurl("pypi", name, version);
  for (const [index, vulnerability] of list(dependency, "vulns").entries()) {
    const id = text(vulnerability, "id");
    if (id === undefined) {
      lose(sink, "vulnerabilities", "no id");
      continue;
    }
    const observation = observationOf({
      id,
      names: texts(vulnerability, "aliases"),
      package: { name, ...optional("version", version), ...optional("purl", purl), ecosystem: "PyPI" },
      fixedIn: texts(vulnerability, "fix_versions"),
      title: text(vulnerability, "description"),
      tool,
      source: { input: sink.input, pointer: `${pointer}/vulns/${index}` },
    });
    keep(sink, "vulnerabilities", observation);
  }
}
