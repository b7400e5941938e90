import { parseArgs } from "node:util";
import { FixopsError } from "../../domain/error.ts";
import { toolName } from "../../domain/version.ts";
import type { Flag, Flags, FlagTable } from "./flag.ts";
import {
  badOption,
  flagForValue,
  labelOf,
  missingFlag,
  missingValue,
  needlessValue,
  repeatedFlag,
  unexpectedArgument,
  unknownFlag,
} from "./flag-errors.ts";

/**
 * The strict reading of a command line. citty's own parser accepts unknown flags, keeps the last of two values and
 * takes `--sign` as the value of `--sbom`: each would drop evidence. So `node:util` cuts the words into tokens, and
 * each token is accounted for or is an error here, where more is known for the message than node's `strict` tells.
 */

/** The words after the command, and the path of the command for the messages. */
type Line = { readonly table: FlagTable; readonly words: readonly string[]; readonly command: string };

type Token = ReturnType<typeof tokensOf>[number];

type OptionToken = Extract<Token, { readonly kind: "option" }>;

type PositionalToken = Extract<Token, { readonly kind: "positional" }>;

type Values = Map<string, string | boolean | readonly string[]>;

/** Typed flags of the words after the command. Throws USAGE_*. */
export function parseFlags<T extends FlagTable>(table: T, words: readonly string[], command: string): Flags<T> {
  const line = { table, words, command };
  const values: Values = new Map();
  for (const token of tokensOf(table, words)) {
    if (token.kind === "option") readOption(token, line, values);
    if (token.kind === "positional") readPositional(token, line, values);
  }
  const flags: unknown = Object.fromEntries(Object.keys(table).map((name) => [name, settle(name, line, values)]));
  if (isComplete(flags, table)) return flags;
  throw new FixopsError("INTERNAL", `the flags of ${command} do not have the types of their table`);
}

/** True when `--help` or `-h` is the request: before `--`, and not as the value of another flag. */
export function asksForHelp(table: FlagTable, words: readonly string[]): boolean {
  const end = words.indexOf("--");
  const before = end === -1 ? words : words.slice(0, end);
  return tokensOf(table, before).some(
    (token) => token.kind === "option" && token.name === "help" && before[token.index] === token.rawName,
  );
}

function tokensOf(table: FlagTable, words: readonly string[]) {
  const options = Object.fromEntries(Object.entries(table).flatMap(([name, flag]) => optionsOf(name, flag)));
  return parseArgs({ args: [...words], options, strict: false, allowPositionals: true, tokens: true }).tokens;
}

type Option = { readonly type: "string" | "boolean"; readonly short?: string };

/** What node:util has to know of a flag; a denial is a name of its own. */
function optionsOf(name: string, flag: Flag): readonly (readonly [string, Option])[] {
  if (flag.type === "positional") return [];
  if (flag.type !== "boolean") return [[name, { type: "string" }]];
  const option: Option = { type: "boolean", ...(typeof flag.alias === "string" && { short: flag.alias }) };
  const denial: readonly [string, Option] = [`no-${name}`, { type: "boolean" }];
  return flag.negativeDescription === undefined ? [[name, option]] : [[name, option], denial];
}

function readOption(token: OptionToken, line: Line, values: Values): void {
  const { rawName } = token;
  const word = line.words[token.index] ?? rawName;
  const found = isCluster(word, rawName) ? undefined : findFlag(line.table, token.name);
  if (found === undefined) throw unknownFlag(word, line.table, line.command);
  const { name, flag } = found;
  const value = flag.type === "boolean" ? readBoolean(token, found.denied) : readValue(token, flag);
  const before = values.get(name);
  if (isMultiple(flag)) values.set(name, [...(Array.isArray(before) ? before : []), value]);
  else if (before === undefined) values.set(name, value);
  else throw repeatedFlag(rawName, before, value);
}

/** `-hx` comes as `-h` and `-x`; half of it must not be read. */
function isCluster(word: string, rawName: string): boolean {
  return !word.startsWith("--") && word !== rawName;
}

type Found = { readonly name: string; readonly flag: Flag; readonly denied: boolean };

function findFlag(table: FlagTable, typed: string): Found | undefined {
  const flag = optionIn(table, typed);
  if (flag !== undefined) return { name: typed, flag, denied: false };
  const name = typed.startsWith("no-") ? typed.slice(3) : "";
  const denied = optionIn(table, name);
  const canBeDenied = denied?.type === "boolean" && denied.negativeDescription !== undefined;
  return canBeDenied ? { name, flag: denied, denied: true } : undefined;
}

function optionIn(table: FlagTable, name: string): Flag | undefined {
  const flag = Object.hasOwn(table, name) ? table[name] : undefined;
  return flag?.type === "positional" ? undefined : flag;
}

function readBoolean({ rawName, value }: OptionToken, denied: boolean): boolean {
  if (value !== undefined) throw needlessValue(rawName, value);
  return !denied;
}

/** A value that looks like a flag is a forgotten value; `-` alone is standard input. */
function readValue({ rawName, value, inlineValue }: OptionToken, flag: Flag): string {
  const wanted = flag.valueHint ?? "VALUE";
  if (value === undefined)
    throw missingValue(`${rawName} needs a value, and nothing follows it`, `${rawName} ${wanted}`);
  if (value === "") throw missingValue(`${rawName} needs a value, and got an empty one`, `${rawName} ${wanted}`);
  if (!inlineValue && value.startsWith("-") && value !== "-") {
    throw flagForValue(rawName, value, wanted);
  }
  if (flag.type === "enum" && !flag.options.includes(value)) throw badOption(rawName, value, flag.options);
  return value;
}

function readPositional({ value, index }: PositionalToken, line: Line, values: Values): void {
  const { table, words, command } = line;
  const name = Object.keys(table).find((one) => isOpen(table[one], values.has(one)));
  const flag = name === undefined ? undefined : table[name];
  if (name === undefined || flag?.type !== "positional") {
    throw unexpectedArgument(value, words.slice(0, index), table, command);
  }
  const label = labelOf(name, flag);
  if (value === "") throw missingValue(`${label} is an empty word`, `${toolName} ${command} ${label}`);
  if (flag.options !== undefined && !flag.options.includes(value)) throw badOption(label, value, flag.options);
  const before = values.get(name);
  values.set(name, flag.multiple ? [...(Array.isArray(before) ? before : []), value] : value);
}

/** A positional that takes another word. */
function isOpen(flag: Flag | undefined, isFilled: boolean): boolean {
  return flag?.type === "positional" && (flag.multiple === true || !isFilled);
}

/** The value, else the default, else what stands for an absent flag. */
function settle(name: string, { table, command }: Line, values: Values): unknown {
  const flag = table[name];
  const value = values.get(name) ?? flag?.default;
  if (value !== undefined || flag === undefined) return value;
  if (flag.required === true) throw missingFlag(name, flag, command);
  if (flag.type === "boolean") return flag.negativeDescription === undefined ? false : undefined;
  return isMultiple(flag) ? [] : undefined;
}

function isComplete<T extends FlagTable>(flags: unknown, table: T): flags is Flags<T> {
  if (typeof flags !== "object" || flags === null) return false;
  const values = new Map<string, unknown>(Object.entries(flags));
  return Object.entries(table).every(([name, flag]) => hasType(values.get(name), flag));
}

function hasType(value: unknown, flag: Flag): boolean {
  if (flag.type === "boolean") return typeof value === "boolean" || flag.negativeDescription !== undefined;
  if (isMultiple(flag)) return Array.isArray(value);
  return typeof value === "string" || (value === undefined && flag.required !== true);
}

function isMultiple(flag: Flag): boolean {
  return (flag.type === "string" || flag.type === "positional") && flag.multiple === true;
}
