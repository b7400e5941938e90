import type { Runtime } from "../../domain/runtime.ts";
import { canonicalJson } from "../../standards/jcs.ts";
import type { Result } from "../actions/result.ts";
import { type Flags, type FlagTable, globalFlags } from "./flag.ts";
import { parseFlags } from "./flags.ts";
import { safeJson } from "./safe-json.ts";

/** Something to tell besides the product; it goes to standard error. */
export type Notice = { readonly level: "warn" | "info"; readonly text: string };

/** How a command ends. */
export type Outcome = {
  /** 0 to 7, DESIGN §3. */
  readonly code: number;
  /** The product, for standard output. */
  readonly out?: string;
  /** True when `out` is for a machine and must arrive byte by byte; else it is made safe for a terminal. */
  readonly exact?: boolean;
  readonly notices?: readonly Notice[];
};

/** A pair of a help table: exit code or variable, and what it means. */
export type Explained = readonly [name: string, meaning: string];

type Described = {
  /** As it is typed after the program's name: `audit logs`. */
  readonly name: string;
  /** One line, an imperative. */
  readonly summary: string;
  /** What the flags have in common, for the help. */
  readonly note?: string;
  /** At least one; `line` without the program's name. */
  readonly examples: readonly { readonly text: string; readonly line: string }[];
  /** Exit codes that mean more here than "done" (DESIGN §3). */
  readonly exits?: readonly Explained[];
  readonly environment?: readonly Explained[];
};

/** A command as its file writes it: flags → one action → outcome. */
export type Command<T extends FlagTable> = Described & {
  readonly flags: T;
  /** Imports its action by itself, so that help and completion load no pipeline. */
  readonly run: (flags: Flags<T & typeof globalFlags>, runtime: Runtime, commands: CommandTable) => Promise<Outcome>;
};

/** A command as the dispatcher sees it. */
export type RunnableCommand = Described & {
  readonly flags: FlagTable;
  /** Parses strictly, then runs. Throws FixopsError. */
  readonly execute: (words: readonly string[], runtime: Runtime, commands: CommandTable) => Promise<Outcome>;
};

/** A command that is loaded when it is asked for, or a word with commands below it. */
export type CommandEntry =
  | { readonly load: () => Promise<{ readonly command: RunnableCommand }> }
  | { readonly summary: string; readonly commands: CommandTable };

/** A Map and not an object: no word of the language (`constructor`) is a command. The order is that of the help. */
export type CommandTable = ReadonlyMap<string, CommandEntry>;

/** Adds the global flags and ties `run` to the types of its own table. */
export function defineCommand<const T extends FlagTable>(command: Command<T>): RunnableCommand {
  const flags: T & typeof globalFlags = { ...command.flags, ...globalFlags };
  const { run, ...described } = command;
  return {
    ...described,
    flags,
    execute: async (words, runtime, commands) => await run(parseFlags(flags, words, command.name), runtime, commands),
  };
}

/**
 * The text of a result, or with `--json` its document on one line: canonical JSON (RFC 8785) but for characters that a
 * terminal or build server would act on, which are escaped. What is written to files is canonical throughout.
 */
export function outcomeOf(result: Result, json: boolean): Outcome {
  return json
    ? { code: result.exitCode, out: `${safeJson(canonicalJson(result.json))}\n`, exact: true }
    : { code: result.exitCode, out: result.text };
}
