import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { binary } from "../support/binary.ts";
import { run } from "./command.ts";

/** An evidence directory after a fault, looked at from outside: names on disk, lines of the log, and what `verify` says. */

export type Asked = {
  /** Runs that were told to have been made. */
  readonly acknowledged?: Iterable<string>;
  /** Flags for `verify`: keys. */
  readonly keys?: readonly string[];
};

/** What is wrong, empty when nothing is: every visible run is whole, every acknowledged one visible and in the log. */
export async function problemsOf(evidence: string, { acknowledged = [], keys = [] }: Asked = {}): Promise<string[]> {
  const visible = new Set(visibleRuns(evidence));
  const recorded = new Set(recordedRuns(evidence));
  const problems = [...acknowledged].flatMap((id) => [
    ...(visible.has(id) ? [] : [`${id} was acknowledged and is not there`]),
    ...(recorded.has(id) ? [] : [`${id} was acknowledged and is not in the log`]),
  ]);
  for (const id of visible) if (!recorded.has(id)) problems.push(`${id} is visible and not in the log`);
  if (visible.size > 0) problems.push(...(await refusalOf(["verify", evidence, ...keys])));
  else if (hasLog(evidence)) problems.push(...(await refusalOf(["audit", "verify", "--evidence-dir", evidence])));
  return problems;
}

/** Names of run directories of all modes; a leading dot says that a run was never finished. */
export function visibleRuns(evidence: string): readonly string[] {
  const modes = namesIn(evidence).filter((name) => name !== "audit" && !name.startsWith("."));
  return modes.flatMap((mode) => namesIn(join(evidence, mode)).filter((name) => !name.startsWith(".")));
}

/** Ids of the runs that the log tells of, in its order, read without our own parser of it. */
export function recordedRuns(evidence: string): readonly string[] {
  if (!hasLog(evidence)) return [];
  const lines = readFileSync(join(evidence, "audit/audit.jsonl"), "utf8").split("\n").slice(0, -1);
  return lines.flatMap(runIn);
}

/** The run that a line tells of; none for a damaged line, which `verify` finds. */
function runIn(line: string): readonly string[] {
  try {
    const { event, run: id }: { readonly event?: string; readonly run?: string } = JSON.parse(line);
    return event === "decision.made" && id !== undefined ? [id] : [];
  } catch {
    return [];
  }
}

/** Paths of what was never finished. */
export function leftovers(directory: string): readonly string[] {
  if (!existsSync(directory)) return [];
  const paths = readdirSync(directory, { recursive: true, encoding: "utf8" });
  return paths.filter((path) => /(?:^|\/)\.tmp-[^/]*$/.test(path));
}

function namesIn(directory: string): readonly string[] {
  return existsSync(directory) ? readdirSync(directory) : [];
}

function hasLog(evidence: string): boolean {
  const path = join(evidence, "audit/audit.jsonl");
  return existsSync(path) && readFileSync(path).includes(0x0a);
}

async function refusalOf(words: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await run([binary, ...words], ".");
  if (code === 0) return [];
  const told = `${stdout}\n${stderr}`.split("\n").filter((line) => /FAIL|^fixops: /.test(line));
  return [`${words[0]} ends with ${code}: ${told.slice(0, 3).join("; ")}`];
}
