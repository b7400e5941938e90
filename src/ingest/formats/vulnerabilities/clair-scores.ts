import type { Cvss } from "../../../domain/vulnerability.ts";
import { field, number, text } from "../../../standards/wire.ts";
import { cvssOf } from "./scores.ts";

const generations = [
  { key: "CVSSv2", version: "2.0" },
  { key: "CVSSv3", version: "3.0" },
] as const;

/**
 * What Clair 2 and Quay have of the NVD: `CVSSv2` and `CVSSv3`, each with a score and a vector. Vectors of CVSS 3 come
 * with or without the prefix that names their version; 0 and an empty text stand for nothing.
 */
export function nvdScores(nvd: unknown): readonly Cvss[] {
  return generations.flatMap(({ key, version }) => {
    const given = field(nvd, key);
    const score = number(given, "Score");
    const vector = text(given, "Vectors");
    const isBare = version === "3.0" && vector?.startsWith("AV:") === true;
    const whole = isBare ? `CVSS:3.0/${vector}` : vector;
    return cvssOf({ version, score: score === 0 ? undefined : score, vector: whole, scorer: "NVD" }) ?? [];
  });
}
