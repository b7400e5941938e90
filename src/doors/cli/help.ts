import { toolName, toolVersion } from "../../domain/version.ts";
import type { CommandTable, Explained, RunnableCommand } from "./command.ts";
import { type Flag, type FlagTable, globalFlags } from "./flag.ts";
import { labelOf } from "./flag-errors.ts";

/**
 * Help as plain text of at most 100 columns, from citty's definitions. Not citty's `renderUsage`: it neither wraps
 * nor shows examples, exit codes and repeatable flags, and takes its colours from the environment when it is loaded.
 */
const width = 100;

/** Longest left column; what is longer gets a line of its own. */
const maxLabel = 30;

const exitCodes: readonly Explained[] = [
  ["0", "done"],
  ["3", "usage or configuration"],
  ["4", "an input is missing, unreadable, malformed or hostile"],
  ["5", "integrity: a digest or a chain does not hold"],
  ["6", "cannot read or write, disk full, locked"],
  ["7", "a fault of fixops itself"],
];

/** The exit codes of all commands; each tells its own. @internal: the table of the README is made from it. */
export const allExits: readonly Explained[] = [
  ["0", "done; GO"],
  ["1", "NO-GO (make-decision, run --gate)"],
  ["2", "CONDITIONAL (make-decision, run --gate)"],
  ...exitCodes.slice(1),
];

/** `fixops --help`. */
export async function renderOverview(commands: CommandTable): Promise<string> {
  const rows = await summariesOf(commands);
  return page([
    `${toolName} ${toolVersion}: turns the reports of your security tools into a release verdict and evidence, offline`,
    section("Usage", [`  ${toolName} <command> [flags]`]),
    section("Commands", table(rows)),
    section("Flags of every command", table(flagRows(globalFlags))),
    section("Exit codes", table(allExits)),
    `${toolName} <command> --help shows the flags and examples of a command.`,
  ]);
}

/** Help of a word with commands below it: `fixops audit --help`. */
export async function renderGroup(name: string, summary: string, commands: CommandTable): Promise<string> {
  const rows = (await summariesOf(commands)).map(([word, meaning]): Explained => [`${name} ${word}`, meaning]);
  return page([
    `${toolName} ${name}: ${summary}`,
    section("Usage", [`  ${toolName} ${name} <command> [flags]`]),
    section("Commands", table(rows)),
  ]);
}

/** Loads the file of each command, and none of their actions. */
function summariesOf(commands: CommandTable): Promise<readonly Explained[]> {
  const rows = [...commands].map(async ([word, entry]): Promise<Explained> => {
    return [word, "load" in entry ? (await entry.load()).command.summary : entry.summary];
  });
  return Promise.all(rows);
}

/** Help of one command. */
export function renderHelp(command: RunnableCommand): string {
  const own = Object.entries(command.flags).filter(([name]) => !Object.hasOwn(globalFlags, name));
  const words = own.filter(([, flag]) => flag.type === "positional");
  const usage = words.map(([name, flag]) => (flag.required ? labelOf(name, flag) : `[${labelOf(name, flag)}]`));
  return page([
    `${toolName} ${command.name}: ${command.summary}`,
    section("Usage", [`  ${[toolName, command.name, ...usage, "[flags]"].join(" ")}`]),
    wrap(command.note ?? "", width).join("\n"),
    section("Arguments", table(flagRows(Object.fromEntries(words)))),
    section("Flags", table(flagRows(Object.fromEntries(own.filter(([, flag]) => flag.type !== "positional"))))),
    section("Flags of every command", table(flagRows(globalFlags))),
    section("Environment", table(command.environment ?? [])),
    section("Exit codes", table(exitsOf(command))),
    section("Examples", examplesOf(command)),
  ]);
}

function exitsOf({ exits = [] }: RunnableCommand): readonly Explained[] {
  const codes = new Set(exits.map(([code]) => code));
  const rows = [...exits, ...exitCodes.filter(([code]) => !codes.has(code))];
  return rows.toSorted(([a], [b]) => Number(a) - Number(b));
}

function examplesOf({ examples }: RunnableCommand): readonly string[] {
  return examples.flatMap(({ text, line }) => [`  # ${text}`, `  ${toolName} ${line}`]);
}

function flagRows(flags: FlagTable): readonly Explained[] {
  return Object.entries(flags).flatMap(([name, flag]): readonly Explained[] => {
    const row: Explained = [flagLabel(name, flag), flagMeaning(flag)];
    const denial = flag.type === "boolean" ? flag.negativeDescription : undefined;
    return denial === undefined ? [row] : [row, [`--no-${name}`, denial]];
  });
}

function flagLabel(name: string, flag: Flag): string {
  if (flag.type === "positional") return labelOf(name, flag);
  if (flag.type === "enum") return `--${name} ${flag.options.join("|")}`;
  if (flag.type === "string") return `--${name} ${flag.valueHint ?? "VALUE"}`;
  return typeof flag.alias === "string" ? `-${flag.alias}, --${name}` : `--${name}`;
}

function flagMeaning(flag: Flag): string {
  const repeated = flag.type === "string" && flag.multiple ? " (may be repeated)" : "";
  const byDefault = typeof flag.default === "string" ? ` (default ${flag.default})` : "";
  return `${flag.description ?? ""}${repeated}${byDefault}`;
}

/** Two columns, the right one wrapped. */
function table(rows: readonly Explained[]): readonly string[] {
  const labels = rows.map(([label]) => label.length).filter((length) => length <= maxLabel);
  const column = 2 + Math.max(0, ...labels) + 2;
  return rows.flatMap(([label, meaning]) => {
    const [first = "", ...others] = wrap(meaning, width - column);
    const rest = others.map((line) => " ".repeat(column) + line);
    if (label.length > maxLabel) return [`  ${label}`, " ".repeat(column) + first, ...rest];
    return [`  ${label}`.padEnd(column) + first, ...rest];
  });
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : [`${title}:`, ...lines].join("\n");
}

function page(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
