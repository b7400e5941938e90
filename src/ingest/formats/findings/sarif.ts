import { FixopsError } from "../../../domain/error.ts";
import type { Finding } from "../../../domain/finding.ts";
import { field, hasList, isObject, list, text, type WireObject } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { shown } from "../refusals.ts";
import { coverageOf, toolOf } from "./sarif-coverage.ts";
import { runContext, toFinding, unreadable, whyNotAFinding } from "./sarif-result.ts";

/** The one version that is read; 1.0.0 and the drafts of 2.0.0 have another shape. */
const version = "2.1.0";

/** SARIF 2.1.0 (OASIS): results of static analysis and of everything else that has learnt to write it. */
export const sarif: Format = {
  id: "sarif",
  title: "SARIF",
  sign: "`runs`, and `version` or a `$schema` of SARIF",
  versions: ["2.1.0"],
  kinds: ["sarif"],
  longLists: ["/runs/#/results"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const log = jsonValue(document);
  if (!isObject(log) || !Object.hasOwn(log, "runs")) return false;
  return (hasList(log, "runs") && Object.hasOwn(log, "version")) || namesSarif(text(log, "$schema"));
}

function namesSarif(schema: string | undefined): boolean {
  return schema?.toLowerCase().includes("sarif") ?? false;
}

function read(document: Document, origin: Origin): Reading {
  const log = jsonValue(document);
  refuseOtherVersions(log, origin);
  const runs = runsOf(log, origin);
  const findings: Finding[] = [];
  const notUsed: Tally = new Map();
  const faults: Tally = new Map();
  for (const [index, run] of runs.entries()) {
    if (isObject(run)) readRun(run, { index, origin, findings, notUsed, faults });
  }
  const inline = inlineResults(log);
  if (inline > 0) count(faults, "results in `inlineExternalProperties`, which are not read", inline);
  return {
    formatVersion: version,
    coverage: coverageOf(runs, notUsed.get(unreadable) ?? 0, faults),
    accounts: [account("results", findings.length, notUsed)],
    notices: [],
    items: { findings },
  };
}

function refuseOtherVersions(log: unknown, origin: Origin): void {
  const given = field(log, "version");
  if (given === version) return;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `version of the SARIF log is ${shown(given)}; expected "${version}"`,
    {
      where: { file: origin.name, pointer: "/version" },
      hint: `let the tool write SARIF ${version}, or convert the log with the SARIF Multitool`,
    },
  );
}

/** SARIF 2.1.0 §3.13.4: `runs` is null when the producer failed to find out what ran; that is as good as no run. */
function runsOf(log: unknown, origin: Origin): readonly unknown[] {
  if (field(log, "runs") !== null && !hasList(log, "runs")) throw malformed("`runs` is not a list", origin, "/runs");
  const runs = list(log, "runs");
  if (runs.length <= maxRuns) return runs;
  throw new FixopsError("INPUT_TOO_LARGE", `the SARIF log has ${runs.length} runs; at most ${maxRuns} are read`, {
    where: { file: origin.name, pointer: "/runs" },
    hint: "split the log into files of fewer runs",
  });
}

/** Merged logs have a few hundred runs; every run costs several doubts and tables of its own. */
const maxRuns = 10_000;

/** Results that a log keeps beside its runs (§3.13.5, §4.3); anything in their place counts as one. */
function inlineResults(log: unknown): number {
  const results = list(log, "inlineExternalProperties").map((entry) => field(entry, "results"));
  return results.reduce<number>(
    (sum, one) => sum + (Array.isArray(one) ? one.length : Number(one !== undefined && one !== null)),
    0,
  );
}

type RunSink = {
  readonly index: number;
  readonly origin: Origin;
  readonly findings: Finding[];
  readonly notUsed: Tally;
  /** What is doubtful about results → how many. */
  readonly faults: Tally;
};

function readRun(run: WireObject, { index, origin, findings, notUsed, faults }: RunSink): void {
  const results = field(run, "results");
  if (results === undefined || results === null) return;
  if (!Array.isArray(results)) throw malformed("`results` is not a list", origin, `/runs/${index}/results`);
  const context = runContext(run, toolOf(run) ?? "unnamed tool", origin.name, index);
  let place = 0;
  for (const result of results) {
    const why = whyNotAFinding(result);
    if (why === undefined) findings.push(toFinding(result, place, context));
    else count(notUsed, why);
    place++;
  }
  for (const [what, n] of context.faults) count(faults, what, n);
}

function malformed(what: string, origin: Origin, pointer: string): FixopsError {
  return new FixopsError("INPUT_MALFORMED", `the SARIF log is broken: ${what}`, {
    where: { file: origin.name, pointer },
    hint: "run the tool again; if it writes the same, report it to the makers of the tool",
  });
}
