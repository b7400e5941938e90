import type { Suppression } from "../../../domain/suppression.ts";
import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { canonicalPurl, parsePurl } from "../../../standards/purl.ts";
import { field, hasList, list, number, optional, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { observationOf } from "./observation.ts";
import { cvssOf } from "./scores.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Nancy JSON (`nancy sleuth --output json`), Sonatype's audit of Go modules. */
export const nancy: Format = {
  id: "nancy-json",
  title: "Nancy JSON",
  sign: "`num_audited` and `num_vulnerable`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return Object.hasOwn(Object(report), "num_audited") && Object.hasOwn(Object(report), "num_vulnerable");
}

const tool = "nancy";

/** `audited` lists every module with what was found in it, unless the output was cut to `vulnerable`. */
function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  const key = hasList(report, "audited") && list(report, "audited").length > 0 ? "audited" : "vulnerable";
  for (const [index, module] of list(report, key).entries()) readModule(module, `/${key}/${index}`, sink);
  const invalid = list(report, "invalid").length;
  if (invalid > 0) count(sink.faults, "a module has no valid version and was not audited", invalid);
  const audited = number(report, "num_audited");
  const vulnerable = number(report, "num_vulnerable") ?? 0;
  return vulnerabilityReading(sink, {
    coverage: {
      tool,
      ...optional("toolVersion", label(report, "version")),
      ...optional("targets", audited),
      doubts: [
        ...(audited === undefined || audited === 0 ? ["the report audited no module"] : []),
        ...(vulnerable > 0 && sink.observations.length === 0
          ? ["the report counts vulnerable modules and lists none"]
          : []),
      ],
    },
    sorts: ["vulnerabilities"],
  });
}

function readModule(module: unknown, pointer: string, sink: VulnerabilitySink): void {
  const ref = packageOf(text(module, "Coordinates"));
  for (const [index, vulnerability] of list(module, "Vulnerabilities").entries()) {
    const id = text(vulnerability, "Cve") ?? text(vulnerability, "ID") ?? text(vulnerability, "Id");
    if (id === undefined || ref === undefined) {
      lose(sink, "vulnerabilities", "no id or no module");
      continue;
    }
    const isExcluded = field(vulnerability, "Excluded") === true;
    const observation = observationOf({
      id,
      package: ref,
      cvss: scoresOf(vulnerability),
      title: text(vulnerability, "Title"),
      tool,
      suppression: isExcluded ? excluded : undefined,
      source: { input: sink.input, pointer: `${pointer}/Vulnerabilities/${index}` },
    });
    keep(sink, "vulnerabilities", observation);
  }
}

const excluded: Suppression = { kind: "tool", rule: "an exclusion of Nancy" };

function packageOf(coordinates: string | undefined): PackageRef | undefined {
  const purl = canonicalPurl(coordinates ?? "");
  const parsed = purl === undefined ? undefined : parsePurl(purl);
  if (purl === undefined || parsed === undefined) return undefined;
  const name = parsed.namespace === undefined ? parsed.name : `${parsed.namespace}/${parsed.name}`;
  return { name, ...optional("version", parsed.version), purl, ecosystem: "Go" };
}

/** The score is a text; without a vector nothing tells its version. */
function scoresOf(vulnerability: unknown): readonly Cvss[] {
  const given = text(vulnerability, "CvssScore") ?? "";
  const score = /^\d{1,2}(?:\.\d{1,2})?$/.test(given) ? Number(given) : undefined;
  const cvss = cvssOf({ version: "3.1", score, vector: text(vulnerability, "CvssVector") });
  return cvss === undefined ? [] : [cvss];
}
