import { join } from "node:path";
import { exitCodeOfCode, FixopsError } from "../../domain/error.ts";
import type { AppendOptions, LogSigner, Runtime } from "../../domain/runtime.ts";
import { counted } from "../../domain/words.ts";
import { manifestFile } from "../../evidence/bundle.ts";
import { holdOf } from "../../evidence/hold.ts";
import type { RunLines } from "../../evidence/run-lines.ts";
import { prunedLine, tombstoneBytes, tombstoneName } from "../../evidence/tombstone.ts";
import type { VerifyMeans } from "../../evidence/verify.ts";
import { visibleText } from "../../standards/visible.ts";
import { clockOf, secondsOfTime } from "./clock.ts";
import { readTombstoneAt } from "./evidence-list.ts";
import {
  asideOf,
  findRun,
  logSignerOf,
  nameText,
  type RunName,
  reasonText,
  runsIn,
  soundLines,
  tombstonesIn,
  unfinishedIn,
} from "./evidence-runs.ts";
import { isPruned, settleRuns } from "./evidence-settle.ts";
import { assertUnchanged, type WholeRun, wholeRun } from "./evidence-whole.ts";
import type { Result } from "./result.ts";
import { manifestOf, readRun } from "./run-files.ts";
import type { SigningSource } from "./signing.ts";
import { readVerifyKeys, type VerifyKeySource } from "./verify-keys.ts";

export type PruneRequest = SigningSource &
  VerifyKeySource &
  Pick<AppendOptions, "allowNetworkFs"> & {
    readonly evidenceDir: string;
    /** Named runs must be ready to go; without names all that are. */
    readonly runs: readonly string[];
    readonly dryRun: boolean;
    /** Only runs that were to be kept until this time or earlier. */
    readonly before?: string | undefined;
    readonly reason?: string | undefined;
    readonly asOf?: string | undefined;
  };

/**
 * `evidence prune`: removes runs whose retention is over and that nobody holds, after they were verified. A line of the log
 * goes first, then the tombstone, then the run; a removal that was interrupted is finished.
 * Exit code 5 when a run that nobody named was passed over because it does not hold. Throws USAGE_BAD_VALUE for a named
 * run that must stay, INPUT_NOT_FOUND, INTEGRITY_*, IO_*.
 */
export async function pruneRuns(request: PruneRequest, runtime: Runtime): Promise<Result> {
  const job = jobOf(request, runtime);
  const { evidenceDir } = request;
  if (!request.dryRun) settleRuns(evidenceDir, runtime);
  const known = runsIn(evidenceDir, runtime);
  const pruned = tombstonesIn(evidenceDir, runtime);
  const isNamed = request.runs.length > 0;
  const all = unique([...known, ...(isNamed ? pruned : [])]);
  const names = isNamed ? unique(request.runs.map((run) => findRun(run, all, evidenceDir))) : known;
  // All are looked at before the first is removed.
  const looked: Looked[] = [];
  for (const name of names) looked.push(await look(name, { ...job, isNamed }, runtime));
  const told = looked.map((one) => (request.dryRun ? one : act(one, job, runtime)));
  return resultOf(told, request.dryRun);
}

type Job = Omit<PruneRequest, "logKey"> & {
  readonly now: string;
  readonly limit: number;
  readonly why: string;
  readonly keys: VerifyMeans;
  readonly logKey: LogSigner | undefined;
  readonly log: RunLines;
};

function jobOf(request: PruneRequest, runtime: Runtime): Job {
  const now = clockOf(runtime, request.asOf);
  const before = request.before === undefined ? undefined : secondsOfTime("--before", request.before) * 1000;
  refuseFuture(now, runtime);
  // Runs that have gone through all these years may be signed with keys that are trusted no more.
  const { trust: _, ...keys } = readVerifyKeys({ ...request, near: [request.evidenceDir] }, runtime);
  return {
    ...request,
    now,
    limit: Math.min(Date.parse(now), before ?? Number.POSITIVE_INFINITY),
    why: reasonText(request.reason ?? "the retention is over"),
    keys,
    logKey: logSignerOf(request, runtime),
    log: soundLines(request.evidenceDir, runtime),
  };
}

/** A clock that is ahead of the machine's would end any retention. */
function refuseFuture(now: string, runtime: Runtime): void {
  if (Date.parse(now) <= runtime.now() * 1000) return;
  const message = `it is to be ${now}, and this machine's clock has not come so far`;
  throw new FixopsError("USAGE_BAD_VALUE", message, {
    hint: "leave --as-of and SOURCE_DATE_EPOCH out, or give a time that has passed: no flag ends a retention",
  });
}

type Looked = {
  readonly name: RunName;
  readonly outcome: "prune" | "finish" | "pruned" | "keep" | "damaged";
  readonly why: string;
  /** Ready to go. */
  readonly found?: WholeRun;
};

/** What is to be done with a run. Throws for one that was named and must stay. */
async function look(name: RunName, job: Job & { readonly isNamed: boolean }, runtime: Runtime): Promise<Looked> {
  const { evidenceDir, isNamed, keys, log } = job;
  try {
    if (isPruned(evidenceDir, name, runtime)) return leftover(name, job, runtime);
    const reason = reasonToStay(name, job, runtime);
    if (reason === undefined) {
      const found = await wholeRun(evidenceDir, name, { ...keys, log }, runtime);
      return { name, outcome: "prune", why: `was to be kept until ${found.manifest.retention_until}`, found };
    }
    if (isNamed) throw mustStay(name, reason);
    return { name, outcome: "keep", why: reason };
  } catch (error) {
    if (isNamed || !(error instanceof FixopsError)) throw error;
    return { name, outcome: "damaged", why: error.message };
  }
}

/** Why a run is not removed; undefined when nothing keeps it. */
function reasonToStay(name: RunName, { evidenceDir, limit, log, now }: Job, runtime: Runtime): string | undefined {
  const hold = holdOf(log(name.run), name);
  if (hold !== undefined) return `is held since ${hold.since}: ${hold.reason}`;
  const files = readRun(join(evidenceDir, name.mode, name.run), runtime)?.files ?? new Map();
  const until = Date.parse(manifestOf(files).retention_until);
  if (until <= limit) return undefined;
  const date = manifestOf(files).retention_until;
  return until > Date.parse(now)
    ? `is to be kept until ${date}`
    : `was to be kept until ${date}, which is not before the given time`;
}

function mustStay(name: RunName, reason: string): FixopsError {
  return new FixopsError("USAGE_BAD_VALUE", `${nameText(name)} ${reason}`, {
    hint: "nothing was removed; leave it out, and see dates and holds with: fixops evidence list",
  });
}

/** A run that has a tombstone: what still stands of it is removed, when it is that run. Throws INTEGRITY_MANIFEST. */
function leftover(name: RunName, { evidenceDir }: Job, runtime: Runtime): Looked {
  const { manifest, pruned_at: at } = readTombstoneAt(evidenceDir, name, runtime);
  const directory = join(evidenceDir, name.mode, name.run);
  if (runtime.files.list(directory) === undefined) return { name, outcome: "pruned", why: `was pruned at ${at}` };
  const found = readRun(directory, runtime)?.files.get(manifestFile);
  if (found !== undefined && new TextDecoder().decode(found) === manifest) {
    return { name, outcome: "finish", why: `was pruned at ${at}, and its removal was interrupted` };
  }
  throw new FixopsError("INTEGRITY_MANIFEST", `${nameText(name)} has a tombstone, and another run stands there`, {
    where: { file: directory },
    hint: "find out who made a run under the id of one that was pruned",
  });
}

function act(looked: Looked, job: Job, runtime: Runtime): Looked {
  const { found, name, outcome } = looked;
  if (outcome === "prune" && found !== undefined) bury(found, job, runtime);
  if (outcome !== "prune" && outcome !== "finish") return looked;
  remove(job.evidenceDir, name, runtime);
  return { ...looked, outcome: "pruned" };
}

/** The line is durable, then the tombstone; the run itself goes after both. When either fails, neither is left. */
function bury(found: WholeRun, job: Job, runtime: Runtime): void {
  const { allowNetworkFs, evidenceDir, logKey, now, why } = job;
  const { manifest, name } = found;
  const said = { pruned_at: now, reason: why };
  const app = manifest.app.id ?? manifest.app.name;
  const event = { ...prunedLine(manifest, said), ...(app !== undefined && { app }) };
  const place = join(evidenceDir, name.mode, tombstoneName(name.run));
  let isBuried = false;
  const commit = (proof: string | undefined): void => {
    assertUnchanged(evidenceDir, found, runtime);
    assertNotHeld(evidenceDir, name, runtime);
    const text = new TextDecoder().decode(found.files.get(manifestFile));
    const proven = proof !== undefined && logKey && { log_key: logKey.publicKey.toBase64(), proof };
    isBuried = true;
    runtime.files.writeFile(place, tombstoneBytes({ manifest: text, ...said, ...proven }));
  };
  try {
    runtime.auditLog.append(evidenceDir, event, { allowNetworkFs, logKey, commit });
  } catch (error) {
    if (isBuried) runtime.files.remove(place);
    throw error;
  }
}

/** Asked under the lock of the log: somebody may have put a hold on it meanwhile. */
function assertNotHeld(evidenceDir: string, name: RunName, runtime: Runtime): void {
  const hold = holdOf(soundLines(evidenceDir, runtime)(name.run), name);
  if (hold !== undefined) throw mustStay(name, `is held since ${hold.since}: ${hold.reason}`);
}

/** Out of sight at once, then away, with what killed processes left of it. */
function remove(evidenceDir: string, name: RunName, runtime: Runtime): void {
  const aside = asideOf(evidenceDir, name);
  runtime.files.moveDirectory(join(evidenceDir, name.mode, name.run), aside);
  for (const path of [aside, ...unfinishedIn(evidenceDir, name, runtime)]) runtime.files.removeDirectory(path);
}

function unique(names: readonly RunName[]): readonly RunName[] {
  return [...new Map(names.map((name) => [nameText(name), name])).values()];
}

function resultOf(looked: readonly Looked[], isDry: boolean): Result {
  const isDamaged = looked.some(({ outcome }) => outcome === "damaged");
  const gone = looked.filter(({ outcome }) =>
    isDry ? outcome === "prune" || outcome === "finish" : outcome === "pruned",
  );
  const lines = looked.map((one) => `${words[one.outcome]}  ${nameText(one.name)}: ${visibleText(one.why)}\n`);
  const headline = `${counted(gone.length, "run")} ${isDry ? "would be pruned; nothing was changed" : "pruned"}\n`;
  return {
    text: `${headline}${lines.join("")}`,
    json: { dry_run: isDry, runs: looked.map(({ name, outcome, why }) => ({ ...name, outcome, why })) },
    exitCode: isDamaged ? exitCodeOfCode("INTEGRITY_MANIFEST") : 0,
  };
}

const words = {
  prune: "would go",
  finish: "would go",
  pruned: "gone    ",
  keep: "stays   ",
  damaged: "DAMAGED ",
} as const;
