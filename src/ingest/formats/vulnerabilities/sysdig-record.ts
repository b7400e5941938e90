import type { Source } from "../../../domain/source.ts";
import type { Cvss, Observation } from "../../../domain/vulnerability.ts";
import { optional } from "../../../standards/wire.ts";
import { probabilityOf } from "./epss.ts";
import { observationOf } from "./observation.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";

/** A row of a Sysdig report, a flaw of one package in one image or workload, as texts in neither export's spelling. */
export type SysdigRecord = {
  readonly id: string | undefined;
  readonly word: string | undefined;
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly type: string | undefined;
  readonly cvssVersion: string | undefined;
  readonly score: string | undefined;
  readonly vector: string | undefined;
  readonly fix: string | undefined;
  readonly epss: string | undefined;
  readonly accepted: string | undefined;
};

/** Ids have no spaces; what has is another column's text. */
const idShape = /^\S{1,200}$/;

/** Undefined without an id or a package. */
export function toSysdigObservation(record: SysdigRecord, source: Source): Observation | undefined {
  const { id, name, version, type } = record;
  if (id === undefined || !idShape.test(id) || name === undefined) return undefined;
  return observationOf({
    id,
    package: {
      name,
      ...optional("version", version),
      ...optional("purl", registryPurl(type, name, version)),
      ...optional("ecosystem", type),
    },
    word: record.word,
    cvss: scoresOf(record),
    epss: probabilityOf(record.epss),
    fixedIn: record.fix?.split(/, ?/) ?? [],
    tool: "sysdig",
    suppression: record.accepted?.toLowerCase() === "true" ? { kind: "tool", rule: "risk accepted" } : undefined,
    source,
  });
}

/** Spreadsheets cut `3.0` to `3`; a vector tells the version itself. */
function scoresOf({ cvssVersion, score, vector }: SysdigRecord): readonly Cvss[] {
  const version = cvssVersion === "3" ? "3.0" : cvssVersion;
  const points = score !== undefined && /^\d{1,2}(?:\.\d{1,3})?$/.test(score) ? Number(score) : undefined;
  const cvss = cvssOf({ version, score: points === 0 && vector === undefined ? undefined : points, vector });
  return cvss === undefined ? [] : [cvss];
}
