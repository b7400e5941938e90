import type { Coverage } from "../../../domain/input-file.ts";
import { compareText } from "../../../domain/order.ts";
import { counted } from "../../../domain/words.ts";
import {
  at,
  field,
  hasList,
  isObject,
  list,
  number,
  optional,
  shorten,
  text,
  type WireObject,
} from "../../../standards/wire.ts";
import type { Tally } from "../../account.ts";
import { maxLabel } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { quoted } from "./report-text.ts";
import { ruleCount } from "./sarif-rules.ts";
import { isOddLevel } from "./sarif-severity.ts";

/**
 * What the runs of a SARIF log say about themselves: tools, versions, rules, artifacts, and reasons for doubt;
 * `unreadable` results and other `faults` of results are among these.
 */
export function coverageOf(runs: readonly unknown[], unreadable: number, faults: Tally = new Map()): Coverage {
  const readable = runs.filter(isObject);
  const doubts = runs.length === 0 ? ["the log has no run: it says nothing"] : runs.flatMap(doubtsOfRun);
  const artifacts = total(readable.map((run) => list(run, "artifacts").length));
  return {
    ...optional("tool", joined(readable.map(toolOf))),
    ...optional("toolVersion", joined(readable.map(versionOf))),
    // An empty list of artifacts says nothing: SARIF lists those that matter to results, not those that were scanned.
    ...optional("targets", artifacts === 0 ? undefined : artifacts),
    ...optional("rules", total(readable.map(ruleCount))),
    doubts: [
      ...doubts,
      ...(unreadable === 0 ? [] : [`${counted(unreadable, "result is", "results are")} unreadable`]),
      ...[...faults].map(([what, n]) => `${what}: ${n}`),
    ],
  };
}

/** The driver's name; a blank one is none. */
export function toolOf(run: WireObject): string | undefined {
  const name = text(at(run, "tool", "driver"), "name")?.trim();
  return name === undefined || name === "" ? undefined : shorten(name, maxLabel);
}

function versionOf(run: WireObject): string | undefined {
  const driver = at(run, "tool", "driver");
  return text(driver, "semanticVersion") ?? text(driver, "version");
}

function joined(names: readonly (string | undefined)[]): string | undefined {
  const known = new Set(names.filter((name) => name !== undefined));
  return known.size === 0 ? undefined : shorten([...known].toSorted(compareText).join(", "), maxLabel);
}

function total(counts: readonly (number | undefined)[]): number | undefined {
  const known = counts.filter((count) => count !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, count) => sum + count, 0);
}

function doubtsOfRun(run: unknown, index: number): readonly string[] {
  const name = `run ${index + 1}`;
  if (!isObject(run)) return [`${name} is unreadable`];
  const doubts = [...doubtsOfResults(run, name), ...doubtsOfInvocations(run, name)];
  if (saysNothing(run)) doubts.push(`${name} names neither rules nor targets nor the version of the tool`);
  return toolOf(run) === undefined ? [`${name} names no tool`, ...doubts] : doubts;
}

/** SARIF 2.1.0 §3.14.23: absent `results` were not computed, an empty list was; external ones are in other files. */
function doubtsOfResults(run: WireObject, name: string): readonly string[] {
  if (hasList(field(run, "externalPropertyFileReferences"), "results")) {
    return [`${name} keeps results in other files, which are not read`];
  }
  return hasList(run, "results") ? [] : [`${name} has no results: the tool did not compute any`];
}

/**
 * True for a clean run that does not tell what it looked for or at: no result, no rule, no artifact. An invocation
 * that ended successfully is word enough that the tool ran, and so is its version: many tools list only the rules that
 * found something, and an empty list of results says that the scan found nothing (§3.14.23).
 */
function saysNothing(run: WireObject): boolean {
  if (!hasList(run, "results") || list(run, "results").length > 0) return false;
  if ((ruleCount(run) ?? 0) > 0 || list(run, "artifacts").length > 0) return false;
  if (versionOf(run) !== undefined) return false;
  return !list(run, "invocations").some((invocation) => field(invocation, "executionSuccessful") === true);
}

/** `executionSuccessful` is required and a boolean (§3.20.14); a signal or a failed start (§3.20.11, §3.20.13) belies it. */
function doubtsOfInvocations(run: WireObject, name: string): readonly string[] {
  const invocations = list(run, "invocations");
  const endings = invocations.map((invocation) => field(invocation, "executionSuccessful"));
  const errors = invocations.flatMap(errorsOf);
  const doubts = misshapen(run, ["invocations"]).map((key) => `${name} has ${key} that are not a list`);
  if (endings.includes(false)) doubts.push(`${name} did not end successfully`);
  if (endings.some((ending) => typeof ending !== "boolean"))
    doubts.push(`${name} does not say that it ended successfully`);
  if (invocations.some(wasCutShort)) doubts.push(`${name} was ended by a signal or did not start`);
  if (invocations.some(hasOddOverride)) doubts.push(`${name} overrides a level by a word that SARIF does not know`);
  if (errors.length === 0) return doubts;
  return [...doubts, `${name} reports ${errors.length} errors of the tool, the first: ${messageOf(errors[0])}`];
}

/** SpotBugs writes words of its own, such as BUGS FOUND, where the name of a signal belongs. */
function wasCutShort(invocation: unknown): boolean {
  const isSignal =
    /^SIG/i.test(text(invocation, "exitSignalName") ?? "") || (number(invocation, "exitSignalNumber") ?? 0) > 0;
  const exitCode = number(invocation, "exitCode") ?? 0;
  const isKilled = exitCode > signalBase && exitCode <= signalBase + maxSignal;
  return isSignal || isKilled || text(invocation, "processStartFailureMessage") !== undefined;
}

/** POSIX shells add the number of the signal to 128; Linux has 64 of them. */
const signalBase = 128;
const maxSignal = 64;

function hasOddOverride(invocation: unknown): boolean {
  return list(invocation, "ruleConfigurationOverrides").some((override) =>
    isOddLevel(at(override, "configuration", "level")),
  );
}

function errorsOf(invocation: unknown): readonly unknown[] {
  return [
    ...list(invocation, "toolConfigurationNotifications"),
    ...list(invocation, "toolExecutionNotifications"),
  ].filter((notification) => field(notification, "level") === "error");
}

function messageOf(notification: unknown): string {
  const message = field(notification, "message");
  return quoted(text(message, "text") ?? text(message, "id") ?? text(field(notification, "descriptor"), "id"));
}
