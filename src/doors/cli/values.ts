import { FixopsError } from "../../domain/error.ts";
import { outputFormats } from "../../domain/output-format.ts";
import type { OutputFile } from "../actions/outputs.ts";
import { badOption, shownValue } from "./flag-errors.ts";

const units: ReadonlyMap<string, number> = new Map([
  ["", 1],
  ["KiB", 1024],
  ["MiB", 1024 ** 2],
  ["GiB", 1024 ** 3],
]);

/** A size in bytes: `1000`, `512MiB`. Undefined stays so. Throws USAGE_BAD_VALUE. */
export function readSize(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, digits = "", unit = ""] = /^(\d{1,15})(|KiB|MiB|GiB)$/.exec(text) ?? [];
  const bytes = Number(digits) * (units.get(unit) ?? 0);
  if (Number.isSafeInteger(bytes) && bytes > 0) return bytes;
  throw new FixopsError("USAGE_BAD_VALUE", `${flag} is "${text}", expected a size in bytes, KiB, MiB or GiB`, {
    hint: `write for example ${flag} 512MiB`,
  });
}

/** A whole number of at least `least`. Undefined stays so. Throws USAGE_BAD_VALUE. */
export function readInteger(flag: string, text: string | undefined, least: number): number | undefined {
  if (text === undefined) return undefined;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new FixopsError(
    "USAGE_BAD_VALUE",
    `${flag} is ${shownValue(flag, text)}, expected a whole number of at least ${least}`,
    {
      hint: `write for example ${flag} ${Math.max(least, 10)}`,
    },
  );
}

/** `decision,waivers`. Undefined stays so. Throws USAGE_BAD_VALUE for an empty name. */
export function readNames(flag: string, text: string | undefined): readonly string[] | undefined {
  const names = text?.split(",").map((name) => name.trim());
  if (!names?.includes("")) return names;
  throw new FixopsError("USAGE_BAD_VALUE", `${flag} is "${text}", expected one or more names, parted by commas`, {
    hint: `write for example ${flag} decision,compliance_status`,
  });
}

/** `csv=release.csv`. Throws USAGE_BAD_VALUE, which names the nearest format. */
export function readOutput(flag: string, text: string): OutputFile {
  const end = text.indexOf("=");
  const [word, path] = end === -1 ? [text, ""] : [text.slice(0, end), text.slice(end + 1)];
  const format = outputFormats.find((known) => known === word);
  if (end !== -1 && format === undefined) throw badOption(`the format of ${flag}`, word, outputFormats);
  if (format !== undefined && path !== "" && path !== "-") return { format, path };
  throw new FixopsError("USAGE_BAD_VALUE", `${flag} is "${text}", expected FORMAT=FILE`, {
    hint: `write for example ${flag} ${format ?? "csv"}=${format === undefined ? text : `release.${format}`}`,
  });
}
