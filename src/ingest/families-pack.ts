import type { FamilyRange, RceFamilies, RceFamily } from "../domain/intel.ts";

/** Lines before the families: generated, kevCatalogVersion, epssScoreDate, licence, sourceSha256. */
const headerLines = 5;

type Reader = { readonly byPackage: Map<string, FamilyRange[]>; family?: RceFamily; count: number };

/**
 * Reads the embedded pack of packages with a history of remote code execution (made by scripts/families.ts), tab-separated:
 * `F, id, kind, title, CVEs, those in KEV, highest EPSS, advisory of the ranges`, and below it for each package
 * `P, purl without version, intervals from..before, versions`.
 * Throws SyntaxError when the pack is not of that shape; the caller has checked its digest.
 */
export function readFamiliesPack(text: string, sha256: string): RceFamilies {
  const lines = text.split("\n");
  const reader: Reader = { byPackage: new Map(), count: 0 };
  for (const line of lines.slice(headerLines)) if (line !== "") readLine(line.split("\t"), reader);
  if (reader.byPackage.size === 0) throw new SyntaxError("the pack of families has no package");
  return {
    generated: header(lines, 0),
    epssDate: header(lines, 2),
    licence: header(lines, 3),
    sha256,
    count: reader.count,
    byPackage: reader.byPackage,
  };
}

function readLine(cells: readonly string[], reader: Reader): void {
  const [sign] = cells;
  if (sign === "F") {
    reader.family = familyOf(cells);
    reader.count++;
    return;
  }
  const [, purl, intervals, versions] = cells;
  const { family } = reader;
  if (sign !== "P" || family === undefined || purl === undefined || intervals === undefined || versions === undefined) {
    throw new SyntaxError(`the pack of families has a line that is none of its shapes: ${JSON.stringify(cells)}`);
  }
  const known = reader.byPackage.get(purl) ?? [];
  known.push({ family, intervals: wordsOf(intervals, " ").map(intervalOf), versions: wordsOf(versions, " ") });
  reader.byPackage.set(purl, known);
}

function familyOf([, id, kind, title, cves, kev, maxEpss, rangeSource]: readonly string[]): RceFamily {
  if (id === undefined || kind === undefined || title === undefined || cves === undefined || kev === undefined) {
    throw new SyntaxError(`the pack of families has a family that is cut short: ${JSON.stringify(id)}`);
  }
  return {
    id,
    kind,
    title,
    cves: wordsOf(cves, ","),
    kev: wordsOf(kev, ","),
    ...(maxEpss !== undefined && maxEpss !== "" && { maxEpss: Number(maxEpss) }),
    ...(rangeSource !== undefined && rangeSource !== "" && { rangeSource }),
  };
}

function intervalOf(text: string): FamilyRange["intervals"][number] {
  const [from = "", before = ""] = text.split("..");
  return { ...(from !== "" && { from }), ...(before !== "" && { before }) };
}

function wordsOf(text: string, separator: string): readonly string[] {
  return text === "" ? [] : text.split(separator);
}

function header(lines: readonly string[], index: number): string {
  const value = lines[index]?.split("\t")[1];
  if (value === undefined) throw new SyntaxError(`the pack of families lacks header line ${index + 1}`);
  return value;
}
