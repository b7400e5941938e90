import type { ConsolaReporter } from "consola/core";
import { exitCodeOf, FixopsError, positionText, type Where } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { renderErrorAnnotation } from "../../render/annotations.ts";
import { visibleText } from "../../standards/visible.ts";
import type { Notice, Outcome } from "./command.ts";
import { safeJson } from "./safe-json.ts";

/**
 * The one file that writes to the terminal. Its rules:
 * 1. Standard output carries the product: one document. With `--json` an error takes its place.
 * 2. Standard error carries everything else.
 * 3. Text that came from outside shows its control, bidirectional and zero-width characters as `\u{…}`, and each line
 *    of a message but the first starts with `|`, so that no file name can draw a verdict or give a CI runner a command
 *    (GitHub's skips white space before `::`). In a product that starts `\u{3a}:`.
 * 4. Colour only on a terminal, and not under NO_COLOR, TERM=dumb or `--no-color`; no width is assumed.
 * 5. A stack is shown for a fault of ours only, and only with `--verbose`.
 * Notices go through an own consola: its default instance writes to standard output and changes with CI variables.
 */

/** What the command line says about output, known before it is parsed strictly. */
export type Look = {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
};

/** Reads the look from the words before `--`. */
export function lookOf(words: readonly string[], runtime: Runtime): Look {
  const end = words.indexOf("--");
  const before = new Set(end === -1 ? words : words.slice(0, end));
  const plain = runtime.environment("NO_COLOR") !== undefined || runtime.environment("TERM") === "dumb";
  return {
    json: before.has("--json"),
    quiet: before.has("--quiet"),
    verbose: before.has("--verbose"),
    color: runtime.terminal.isTerminal.err && !plain && !before.has("--no-color"),
  };
}

/** Prints what a command has to say: notices first, so that the product ends the screen. */
export async function printOutcome(outcome: Outcome, look: Look, runtime: Runtime): Promise<void> {
  await printNotices(outcome.notices ?? [], look, runtime);
  if (outcome.out !== undefined) runtime.terminal.out(outcome.exact ? outcome.out : inertLines(outcome.out));
}

/** Prints what was thrown, and returns its exit code, 3 to 7. */
export function printError(thrown: unknown, look: Look, runtime: Runtime): number {
  const error = thrown instanceof FixopsError ? thrown : internal(thrown);
  if (look.json) runtime.terminal.out(`${errorJson(error)}\n`);
  else runtime.terminal.err(errorText(error, look.color));
  // A build server shows the annotation where nobody reads the log.
  if (runtime.environment("GITHUB_ACTIONS") === "true") runtime.terminal.err(renderErrorAnnotation(error));
  if (look.verbose && error.code === "INTERNAL") runtime.terminal.err(`${indented(stackOf(thrown))}\n`);
  return exitCodeOf(error);
}

async function printNotices(notices: readonly Notice[], look: Look, runtime: Runtime): Promise<void> {
  if (notices.length === 0) return;
  const { createConsola } = await import("consola/core");
  const reporter: ConsolaReporter = {
    log: ({ type, args: [text] }) => {
      runtime.terminal.err(`fixops: ${type === "warn" ? "warning: " : ""}${indented(String(text))}\n`);
    },
  };
  const consola = createConsola({ level: look.quiet ? levels.error : levels.info, reporters: [reporter], throttle: 0 });
  for (const { level, text } of notices) consola[level](text);
}

/** Of consola: what is shown has this level or a lower one. */
const levels = { error: 0, info: 3 };

function internal(thrown: unknown): FixopsError {
  const message = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new FixopsError("INTERNAL", `internal error: ${message}`, {
    hint: "run it again with --verbose and report what it prints; no verdict was reached",
    cause: thrown,
  });
}

function errorJson({ code, message, where, hint }: FixopsError): string {
  return safeJson(JSON.stringify({ error: { code, message, where, hint } }));
}

function errorText({ code, message, where, hint }: FixopsError, color: boolean): string {
  const program = color ? "\u{1b}[1;31mfixops:\u{1b}[0m" : "fixops:";
  const place = where === undefined ? "" : placeText(where);
  const lines = [`${program} ${indented(message)}`];
  if (place !== "") lines.push(`  where: ${visibleText(place)}`);
  if (hint !== undefined) lines.push(`  to do: ${visibleText(hint)}`);
  lines.push(`  code:  ${code}`);
  return `${lines.join("\n")}\n`;
}

/** `scan.json:3:7`, or `scan.json at /runs/0` for a JSON pointer (RFC 6901). */
function placeText(where: Where): string {
  const { pointer } = where;
  if (pointer === undefined) return positionText(where);
  return `${positionText(where)} at ${pointer === "" ? "the top" : pointer}`.trimStart();
}

function indented(text: string): string {
  return safeLines(text.trimEnd()).replaceAll("\n", "\n  | ");
}

/** As `safeLines`, for a text whose lines keep their start: one that would give a CI runner a command loses its mark. */
function inertLines(text: string): string {
  return safeLines(text).replace(/^([^\S\n]*):(?=:)/gm, "$1\\u{3a}");
}

function safeLines(text: string): string {
  return text.split("\n").map(visibleText).join("\n");
}

function stackOf(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.stack : undefined) ?? String(thrown);
}
