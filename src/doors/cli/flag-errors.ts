import { FixopsError } from "../../domain/error.ts";
import { toolName } from "../../domain/version.ts";
import { isPlainPath, isShowable } from "../../standards/key-text.ts";
import { nearest } from "../../standards/nearest.ts";
import type { Flag, FlagTable } from "./flag.ts";

/**
 * The errors of a command line, each with what to write instead: a slip should cost one reading of one line.
 * `command` is the path of the command (`audit logs`), empty where none was given yet.
 */

/** Words in a file's name that tell what it holds → the flag that takes it; the more telling first. */
const namesOfInputs: readonly (readonly [string, string])[] = [
  ["sarif", "sarif"],
  ["semgrep", "sarif"],
  ["codeql", "sarif"],
  ["vex", "vex"],
  ["bom", "sbom"],
  ["cdx", "sbom"],
  ["spdx", "sbom"],
  ["design", "design"],
  ["context", "context"],
  ["grype", "cve"],
  ["trivy", "cve"],
  ["osv", "cve"],
  ["cve", "cve"],
  ["overlay", "overlay"],
];

/** USAGE_UNKNOWN_FLAG for a word that starts with a hyphen. */
export function unknownFlag(word: string, table: FlagTable, command: string): FixopsError {
  const typed = nameIn(word);
  const names = Object.keys(table).filter((name) => table[name]?.type !== "positional");
  const near = nearest(typed, names) ?? nearest(typed.replace(/^no-/, ""), names);
  const shown = isShowable(flagPart(word)) ? flagPart(word) : "of that name";
  const message = command === "" ? `no command has been given before ${shown}` : `${command} has no flag ${shown}`;
  return new FixopsError("USAGE_UNKNOWN_FLAG", message, {
    hint: near === undefined ? seeHelp(command) : `did you mean --${near}?`,
  });
}

/** USAGE_UNEXPECTED_ARGUMENT for a word without a flag; `before` are the words before it. */
export function unexpectedArgument(
  word: string,
  before: readonly string[],
  table: FlagTable,
  command: string,
): FixopsError {
  return new FixopsError(
    "USAGE_UNEXPECTED_ARGUMENT",
    `${command} does not know what to do with ${shownValue("", word)}`,
    {
      hint: adviceFor(word, before, table) ?? seeHelp(command),
    },
  );
}

/** An unquoted pattern leaves a repeatable flag with its first file and the others alone. */
function adviceFor(word: string, before: readonly string[], table: FlagTable): string | undefined {
  if (before.includes("--")) return "leave out --, which ends the flags";
  const choice = Object.keys(table).find((name) => isOption(table[name], word) && !before.includes(`--${name}`));
  if (choice !== undefined) return `write --${choice} ${word}`;
  const flagWord = before.findLast((one) => one.startsWith("--")) ?? "";
  const flag = flagIn(table, nameIn(flagWord));
  if (flag?.type === "string" && flag.multiple) {
    return `write ${flagPart(flagWord)} before each file, or put the pattern in quotes`;
  }
  const lower = word.toLowerCase();
  const likely = namesOfInputs.find(([part, name]) => lower.includes(part) && flagIn(table, name))?.[1] ?? "input";
  return flagIn(table, likely) && `write --${likely} ${isShowable(word) ? word : "PATH"}`;
}

/** `stage-run build` is meant as `stage-run --stage build`. */
function isOption(flag: Flag | undefined, word: string): boolean {
  return flag?.type === "enum" && flag.options.includes(word);
}

/** USAGE_BAD_VALUE for a flag that is there or not. */
export function needlessValue(rawName: string, value: string): FixopsError {
  return new FixopsError("USAGE_BAD_VALUE", `${rawName} takes no value, got ${shownValue(rawName, value)}`, {
    hint: `write ${rawName} alone, or leave it out`,
  });
}

/** USAGE_BAD_VALUE for a word that is not one of the options. */
export function badOption(label: string, value: string, options: readonly string[]): FixopsError {
  const near = nearest(value, options);
  return new FixopsError(
    "USAGE_BAD_VALUE",
    `${label} is one of ${options.join(", ")}, got ${shownValue(label, value)}`,
    {
      hint: near === undefined ? `write one of ${options.join(", ")}` : `did you mean ${near}?`,
    },
  );
}

/** USAGE_REPEATED_FLAG with both values, so that it can be seen which one is wrong. */
export function repeatedFlag(rawName: string, first: unknown, second: unknown): FixopsError {
  const isValue = typeof first === "string" && typeof second === "string";
  const values = isValue ? `, with ${shownValue(rawName, first)} and ${shownValue(rawName, second)}` : "";
  return new FixopsError("USAGE_REPEATED_FLAG", `${rawName} was given twice${values}`, { hint: `keep one ${rawName}` });
}

/** USAGE_MISSING_VALUE for a flag or argument that the command cannot do without. */
export function missingFlag(name: string, flag: Flag, command: string): FixopsError {
  const usage = flag.type === "positional" ? labelOf(name, flag) : `--${name} ${flag.valueHint ?? "VALUE"}`;
  return missingValue(`${command} needs ${usage}`, `${toolName} ${command} ${usage}`);
}

/** USAGE_MISSING_VALUE; the hint is how to write it. */
export function missingValue(message: string, usage: string): FixopsError {
  return new FixopsError("USAGE_MISSING_VALUE", message, { hint: `write ${usage}` });
}

/** USAGE_MISSING_VALUE for a flag with something that looks like another flag after it. */
export function flagForValue(rawName: string, value: string, wanted: string): FixopsError {
  const usage = `${rawName} ${wanted}`;
  if (!isShown(rawName, value)) return missingValue(`${rawName} needs a value, and what follows it is none`, usage);
  return missingValue(
    `${rawName} needs a value, and ${value} follows it`,
    `${usage}, or ${rawName}=${value} when that is the value`,
  );
}

/** USAGE_KEY_INVALID for a private key that stands among the words of the command line. */
export function keyOnCommandLine(place: string): FixopsError {
  return new FixopsError(
    "USAGE_KEY_INVALID",
    `${place} holds the text of a private key, where the name of a file belongs`,
    {
      hint: "replace that key: other processes can read a command line. Give a new one by --signing-key FILE, --signing-key-fd or FIXOPS_SIGNING_KEY",
    },
  );
}

/** A value in quotes; what may be a key, after a flag that takes one above all, is not repeated. */
export function shownValue(rawName: string, value: string): string {
  return isShown(rawName, value) ? `"${value}"` : "a value that is not shown, since it may be a key";
}

/** Flags that have to do with keys: `--key`, `--signing-key-fd`, `--evidence-key-file`, `--signing-pub`. */
const keyFlag = /^--(?:\w{1,20}-)?(?:key|pub)\b/;

function isShown(rawName: string, value: string): boolean {
  return keyFlag.test(rawName) ? isPlainPath(value) : isShowable(value);
}

/** The hint when nothing better is known. */
export function seeHelp(command: string): string {
  return `see what there is with: ${[toolName, command, "--help"].filter(Boolean).join(" ")}`;
}

/** A positional argument as the help shows it. */
export function labelOf(name: string, flag: Flag): string {
  return flag.valueHint ?? name.toUpperCase();
}

function flagIn(table: FlagTable, name: string): Flag | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** `--sbom=x` → `sbom`. */
function nameIn(word: string): string {
  return flagPart(word).replace(/^-{1,2}/, "");
}

/** `--sbom=x` → `--sbom`. */
function flagPart(word: string): string {
  return word.split("=", 1)[0] ?? word;
}
