import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss } from "../../../domain/vulnerability.ts";
import { field, isObject, list, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** `safety check --output json` of Safety 2 and 3. `safety scan` writes another shape. */
export const safety: Format = {
  id: "safety-json",
  title: "Safety JSON",
  sign: "`report_meta` and `scanned_packages`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return isObject(field(report, "report_meta")) && isObject(field(report, "scanned_packages"));
}

const tool = "safety";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const holder = { title: "Safety", file: origin.name, pointer: "" };
  for (const key of ["vulnerabilities", "ignored_vulnerabilities"]) requireList(report, key, holder);
  const sink = vulnerabilitySink(origin.name);
  readAll(report, { key: "vulnerabilities", sort: "vulnerabilities" }, sink);
  readAll(report, { key: "ignored_vulnerabilities", sort: "ignored vulnerabilities" }, sink);
  const meta = field(report, "report_meta");
  const targets = number(meta, "packages_found") ?? Object.keys(field(report, "scanned_packages") ?? {}).length;
  return vulnerabilityReading(sink, {
    coverage: {
      tool,
      ...optional("toolVersion", label(meta, "safety_version")),
      targets,
      ...optional("generatedAt", label(meta, "timestamp")),
      doubts: targets === 0 ? ["the report looked at no package"] : [],
    },
    sorts: ["vulnerabilities"],
  });
}

type Sort = { readonly key: string; readonly sort: "vulnerabilities" | "ignored vulnerabilities" };

function readAll(report: unknown, { key, sort }: Sort, sink: VulnerabilitySink): void {
  for (const [index, entry] of list(report, key).entries()) {
    const own = text(entry, "vulnerability_id");
    const name = text(entry, "package_name");
    if (own === undefined || name === undefined) {
      lose(sink, sort, "no id or no package");
      continue;
    }
    const version = text(entry, "analyzed_version");
    const purl = packagePurl("pypi", name, version);
    const observation = observationOf({
      id: idOf(entry, own),
      names: cvesOf(entry),
      package: { name, ...optional("version", version), ...optional("purl", purl), ecosystem: "PyPI" },
      word: text(field(field(entry, "severity"), "cvssv3"), "base_severity"),
      cvss: scoresOf(field(entry, "severity")),
      fixedIn: texts(entry, "fixed_versions"),
      title: text(entry, "advisory"),
      tool,
      suppression: suppressionOf(entry, sort),
      source: { input: sink.input, pointer: `/${key}/${index}` },
    });
    keep(sink, sort, observation);
  }
}

/** Safety's own number; its public name, where there is one, stands in the address of the record. */
function idOf(entry: unknown, own: string): string {
  return /\/(PVE-\d{4}-\d{1,9})\//.exec((text(entry, "more_info_url") ?? "").slice(0, maxUrl))?.[1] ?? `SAFETY-${own}`;
}

/** Longer than the addresses of Safety's records. */
const maxUrl = 300;

/** One id, or several in one text; null for none. */
function cvesOf(entry: unknown): readonly string[] {
  return (text(entry, "CVE") ?? "").split(",").map((name) => name.trim());
}

function scoresOf(severity: unknown): readonly Cvss[] {
  const given = [
    ["2.0", "cvssv2"],
    ["3.1", "cvssv3"],
  ] as const;
  return given.flatMap(([version, key]) => {
    const score = field(severity, key);
    return cvssOf({ version, score: number(score, "base_score"), vector: text(score, "vector_string") }) ?? [];
  });
}

function suppressionOf(entry: unknown, sort: Sort["sort"]): Suppression | undefined {
  if (field(entry, "ignored") !== true && sort === "vulnerabilities") return undefined;
  const reason = text(entry, "ignored_reason");
  const expiry = text(entry, "ignored_expires");
  return {
    kind: "tool",
    ...optional("justification", reason === undefined ? undefined : quoted(reason)),
    rule: expiry === undefined ? "ignored by a Safety policy" : `ignored by a Safety policy until ${quoted(expiry)}`,
  };
}
