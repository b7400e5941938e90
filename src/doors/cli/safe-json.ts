import { unsafeCharacters } from "../../standards/visible.ts";

/** What build servers take for a command wherever it stands in a line: `##[error]`, `##vso[…]`, `##teamcity[…]`. */
const buildCommand = /#(?=#[a-z]{0,20}\[)/gi;

/**
 * A JSON text that is safe to print, and still the same JSON value: in a string any character may be written by its number
 * (RFC 8259, section 7), and outside of strings none of these occurs. Takes a text without line breaks.
 */
export function safeJson(json: string): string {
  return json.replace(unsafeCharacters, escaped).replace(buildCommand, escaped);
}

const unitDigits = 4;

/** By UTF-16 unit: what lies above U+FFFF is a pair. */
function escaped(characters: string): string {
  const codes = Array.from({ length: characters.length }, (_, index) => characters.charCodeAt(index));
  return codes.map((code) => `\\u${code.toString(16).padStart(unitDigits, "0")}`).join("");
}
