import type { KevCatalogue } from "../domain/intel.ts";
import type { Kev } from "../domain/vulnerability.ts";

/** Lines before the entries: catalogVersion, dateReleased, sourceSha256. */
const headerLines = 3;

/**
 * Reads the embedded KEV pack (made by scripts/intel.ts from CISA's catalogue):
 * three header lines, then `CVE, dateAdded, dueDate, ransomware 0|1` a line, tab-separated.
 * Throws SyntaxError when the pack is not of that shape; the caller has checked its digest.
 */
export function readKevPack(text: string, sha256: string): KevCatalogue {
  const lines = text.split("\n");
  const entries = new Map<string, Kev>();
  for (const line of lines.slice(headerLines)) {
    const [cve, dateAdded, dueDate, ransomware] = line.split("\t");
    if (line === "") continue;
    if (cve === undefined || dateAdded === undefined || dueDate === undefined) {
      throw new SyntaxError(`the KEV pack has an entry that is cut short: ${JSON.stringify(line)}`);
    }
    entries.set(cve, { dateAdded, dueDate, ransomware: ransomware === "1" });
  }
  if (entries.size === 0) throw new SyntaxError("the KEV pack has no entries");
  return { version: header(lines, 0), released: header(lines, 1), sha256, origin: "embedded", entries };
}

function header(lines: readonly string[], index: number): string {
  const value = lines[index]?.split("\t")[1];
  if (value === undefined) throw new SyntaxError(`the KEV pack lacks header line ${index + 1}`);
  return value;
}
