import type { CommandTable } from "../command.ts";
import type { Flag, FlagTable } from "../flag.ts";

/** What a shell needs to know, in the words of the tables: every list is sorted as the help is. */
export type CompletionWords = {
  /** Path of a command (`audit`, empty for the program) → the words that may follow. */
  readonly next: ReadonlyMap<string, readonly string[]>;
  /** Path of a command → its flags with their hyphens. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** Flags that take a path, or any other value that only the user knows. */
  readonly takesPath: readonly string[];
  readonly takesText: readonly string[];
  /** Flag → the words that it takes. */
  readonly options: ReadonlyMap<string, readonly string[]>;
};

/** Values that are paths are named so in the help. */
const pathHints: readonly string[] = ["PATH", "FILE", "DIR"];

/** Walks all command tables; loads every command file, and none of their actions. */
export async function completionWords(commands: CommandTable): Promise<CompletionWords> {
  const next = new Map<string, readonly string[]>();
  const tables = new Map<string, FlagTable>();
  await walk("", commands, next, tables);
  const all = [...tables.values()].flatMap((table) => Object.entries(table));
  const valued = all.filter(([, flag]) => flag.type === "string");
  // A flag that is a path to one command is completed as one: that hinders no other value.
  const takesPath = distinct(valued.filter(([, { valueHint = "" }]) => pathHints.includes(valueHint)));
  return {
    next,
    flags: new Map([...tables].map(([path, table]) => [path, Object.entries(table).flatMap(spellings)])),
    takesPath,
    takesText: distinct(valued).filter((flag) => !takesPath.includes(flag)),
    options: new Map(all.flatMap(([name, flag]) => (flag.type === "enum" ? [[`--${name}`, flag.options]] : []))),
  };
}

async function walk(
  path: string,
  table: CommandTable,
  next: Map<string, readonly string[]>,
  flags: Map<string, FlagTable>,
): Promise<void> {
  next.set(path, path === "" ? [...table.keys(), "help"] : [...table.keys()]);
  for (const [word, entry] of table) {
    const below = `${path} ${word}`.trimStart();
    if ("commands" in entry) {
      await walk(below, entry.commands, next, flags);
      continue;
    }
    const { command } = await entry.load();
    flags.set(below, command.flags);
    const words = Object.values(command.flags).flatMap((flag) => (flag.type === "positional" ? flag.options : []));
    next.set(
      below,
      words.filter((option) => option !== undefined),
    );
  }
}

function spellings([name, flag]: readonly [string, Flag]): readonly string[] {
  if (flag.type === "positional") return [];
  const denial = flag.type === "boolean" && flag.negativeDescription !== undefined ? [`--no-${name}`] : [];
  return [`--${name}`, ...denial];
}

function distinct(flags: readonly (readonly [string, Flag])[]): readonly string[] {
  return [...new Set(flags.map(([name]) => `--${name}`))];
}
