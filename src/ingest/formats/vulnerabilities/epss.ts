import { field } from "../../../standards/wire.ts";

/** What a record says of its EPSS: the highest probability in [0, 1], and whether something there is none. */
export type Epss = { readonly highest: number | undefined; readonly isOdd: boolean };

const decimal = /^(?:0(?:\.\d{1,17})?|1(?:\.0{1,17})?)$/;

/**
 * Reads `epss`, one entry or a list of them (one for each CVE of an advisory), of which the highest counts. A number
 * as text counts as the number; anything else that is there is odd, for an unknown probability must not pass as none.
 */
export function epssOf(record: unknown): Epss {
  const given = field(record, "epss");
  if (given === undefined || given === null) return none;
  let highest: number | undefined;
  let isOdd = false;
  for (const entry of Array.isArray(given) ? given : [given]) {
    const probability = probabilityOf(field(entry, "epss"));
    if (probability === undefined) isOdd = true;
    else highest = Math.max(highest ?? 0, probability);
  }
  return { highest, isOdd };
}

const none: Epss = { highest: undefined, isOdd: false };

/** A probability in [0, 1], also as text; undefined for anything else. */
export function probabilityOf(given: unknown): number | undefined {
  const value = typeof given === "string" && decimal.test(given.trim()) ? Number(given) : given;
  return typeof value === "number" && value >= 0 && value <= 1 ? value : undefined;
}
