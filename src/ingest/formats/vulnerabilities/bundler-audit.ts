import type { Cvss } from "../../../domain/vulnerability.ts";
import { field, hasList, list, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { fixedVersions } from "./fix-ranges.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf } from "./scores.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/** `bundle-audit check --format json` (bundler-audit 0.8 and later). */
export const bundlerAudit: Format = {
  id: "bundler-audit-json",
  title: "bundler-audit JSON",
  sign: "`version`, `created_at`, and `results` of the `type` unpatched_gem or insecure_source",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!hasList(report, "results") || text(report, "version") === undefined) return false;
  const types = new Set(["unpatched_gem", "insecure_source"]);
  return (
    text(report, "created_at") !== undefined &&
    list(report, "results").every((one) => types.has(text(one, "type") ?? ""))
  );
}

const tool = "bundler-audit";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const results = list(report, "results");
  for (const [index, result] of results.entries()) readResult(result, `/results/${index}`, sink);
  const coverage = {
    tool,
    ...optional("toolVersion", label(report, "version")),
    ...optional("generatedAt", label(report, "created_at")),
    doubts: results.length === 0 ? ["the report does not tell which gems were looked at"] : [],
  };
  return vulnerabilityReading(sink, { coverage, sorts: ["vulnerabilities"] });
}

function readResult(result: unknown, pointer: string, sink: VulnerabilitySink): void {
  if (text(result, "type") === "insecure_source") {
    leaveOut(sink, "vulnerabilities", "a gem source without encryption is no known vulnerability");
    return;
  }
  const gem = field(result, "gem");
  const advisory = field(result, "advisory");
  const name = text(gem, "name");
  const names = namesOf(advisory);
  const id = text(advisory, "id") ?? names[0];
  if (id === undefined || name === undefined) {
    lose(sink, "vulnerabilities", "no id or no package");
    return;
  }
  const version = text(gem, "version");
  const purl = packagePurl("gem", name, version);
  const observation = observationOf({
    id,
    names,
    package: { name, ...optional("version", version), ...optional("purl", purl), ecosystem: "RubyGems" },
    word: text(advisory, "criticality"),
    cvss: scoresOf(advisory),
    fixedIn: fixedVersions(texts(advisory, "patched_versions")),
    title: text(advisory, "title"),
    tool,
    source: { input: sink.input, pointer },
  });
  keep(sink, "vulnerabilities", observation);
}

/** The database of advisories writes ids without what begins them: `2020-8161`, `5f9h-9pjv-v6j7`. */
function namesOf(advisory: unknown): readonly string[] {
  const prefixes = { cve: "CVE-", ghsa: "GHSA-", osvdb: "OSVDB-" };
  return Object.entries(prefixes).flatMap(([key, prefix]) => {
    const given = field(advisory, key);
    if (typeof given !== "string" && typeof given !== "number") return [];
    const name = String(given);
    if (name === "") return [];
    return name.toUpperCase().startsWith(prefix) ? [name] : [`${prefix}${name}`];
  });
}

function scoresOf(advisory: unknown): readonly Cvss[] {
  const v2 = cvssOf({ version: "2.0", score: number(advisory, "cvss_v2") });
  const v3 = cvssOf({ version: "3.1", score: number(advisory, "cvss_v3") });
  return [v2, v3].filter((one) => one !== undefined);
}
