import { exitCodeOf, exitCodeOfCode, FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { toolName } from "../../domain/version.ts";
import { isPrivateKeyText, isShowable } from "../../standards/key-text.ts";
import { nearest } from "../../standards/nearest.ts";
import type { CommandEntry, CommandTable, Outcome } from "./command.ts";
import { commands } from "./commands/index.ts";
import { globalFlags } from "./flag.ts";
import { keyOnCommandLine, seeHelp, unexpectedArgument, unknownFlag } from "./flag-errors.ts";
import { asksForHelp } from "./flags.ts";
import { renderGroup, renderHelp, renderOverview } from "./help.ts";
import { type Look, lookOf, printError, printOutcome } from "./terminal.ts";

/**
 * From the words of the command line to the exit code; prints everything and never rejects.
 * citty's own runner is not used: it finds `constructor` among the commands, drops what a subcommand
 * returns and ends with 1, which is NO-GO, on any error.
 */
export async function cli(words: readonly string[], runtime: Runtime): Promise<number> {
  const look = lookOf(words, runtime);
  try {
    refuseKeys(words);
    const outcome = await dispatch(globalsLast(words), look, runtime);
    await printOutcome(outcome, look, runtime);
    return outcome.code;
  } catch (thrown) {
    return report(thrown, look, runtime);
  }
}

/** Before anything is read of the words, and so before any message could repeat one of them. */
function refuseKeys(words: readonly string[]): void {
  for (const [index, word] of words.entries()) {
    const { flag, value } = partsOf(word);
    if (isPrivateKeyText(value))
      throw keyOnCommandLine(flag ?? partsOf(words[index - 1] ?? "").flag ?? "the command line");
  }
}

/** `--signing-key=x` as flag and value; a word of another form is a value. */
function partsOf(word: string): { readonly flag: string | undefined; readonly value: string } {
  const [, flag, value] = /^(--[a-z-]{1,40})(?:=([\s\S]*))?$/.exec(word) ?? [];
  return { flag, value: flag === undefined ? word : (value ?? "") };
}

/** An error that cannot be printed as JSON is printed as text; one that cannot be printed at all keeps its code. */
function report(thrown: unknown, look: Look, runtime: Runtime): number {
  try {
    return printError(thrown, look, runtime);
  } catch {
    return look.json ? report(thrown, { ...look, json: false }, runtime) : exitCodeOf(thrown);
  }
}

/** `fixops --json run …` means `fixops run … --json`. */
function globalsLast(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !isGlobal(word) || word === "--help");
  return first <= 0 ? words : [...words.slice(first, first + 1), ...words.slice(0, first), ...words.slice(first + 1)];
}

function isGlobal(word: string): boolean {
  return word.startsWith("--") && Object.hasOwn(globalFlags, word.slice(2));
}

async function dispatch(words: readonly string[], look: Look, runtime: Runtime): Promise<Outcome> {
  const [first = "", ...others] = words;
  if (["help", "--help", "-h"].includes(first)) return helpOn(others.filter((word) => !isGlobal(word)));
  const found = find(words);
  const { entry, rest } = found;
  if ("commands" in entry) return asksForHelp(globalFlags, rest) ? help(found) : incomplete(found, look, runtime);
  const { command } = await entry.load();
  if (asksForHelp(command.flags, rest)) return help(found);
  return command.execute(rest, runtime, commands);
}

type Found = { readonly entry: CommandEntry; readonly path: string; readonly rest: readonly string[] };

/** Walks down the tables as far as the words go. Throws USAGE_UNKNOWN_COMMAND. */
function find(words: readonly string[]): Found {
  let found: Found = { entry: { summary: "", commands }, path: "", rest: words };
  while ("commands" in found.entry) {
    const [word, ...rest] = found.rest;
    if (word === undefined || isGlobal(word) || word === "-h") return found;
    const entry = found.entry.commands.get(word);
    if (entry === undefined) throw unknownCommand(word, found.path, found.entry.commands);
    found = { entry, path: `${found.path} ${word}`.trimStart(), rest };
  }
  return found;
}

function helpOn(words: readonly string[]): Promise<Outcome> {
  const found = find(words);
  const [word] = found.rest;
  if (word !== undefined && word !== "-h") throw unexpectedArgument(word, [], {}, "help");
  return help(found);
}

async function help(found: Found): Promise<Outcome> {
  return { code: 0, out: await helpText(found) };
}

async function helpText({ entry, path }: Found): Promise<string> {
  if ("load" in entry) return renderHelp((await entry.load()).command);
  return path === "" ? renderOverview(entry.commands) : renderGroup(path, entry.summary, entry.commands);
}

/** No command where one is needed: the help again, but on standard error and as a mistake. */
async function incomplete(found: Found, look: Look, runtime: Runtime): Promise<Outcome> {
  if (look.json) {
    const hint = seeHelp(found.path);
    throw new FixopsError("USAGE_MISSING_VALUE", `${found.path || toolName} needs a command`, { hint });
  }
  runtime.terminal.err(await helpText(found));
  return { code: exitCodeOfCode("USAGE_MISSING_VALUE") };
}

function unknownCommand(word: string, path: string, table: CommandTable): FixopsError {
  if (word.startsWith("-")) return unknownFlag(word, globalFlags, path);
  const near = nearest(word, table.keys());
  const shown = isShowable(word) ? ` "${word}"` : " of that name";
  const message = path === "" ? `there is no command${shown}` : `${path} has no command${shown}`;
  return new FixopsError("USAGE_UNKNOWN_COMMAND", message, {
    hint: near === undefined ? seeHelp(path) : `did you mean ${[toolName, path, near].filter(Boolean).join(" ")}?`,
  });
}
