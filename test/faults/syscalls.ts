import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Ended, run } from "./command.ts";
import { freshStore, gate, keysOf, outputProblems, outputRuns, type Scene, type State, verdictCode } from "./scene.ts";
import { leftovers, problemsOf } from "./store.ts";

/** A fault at any one system call of a gate; strace(1) makes it. */

/** Errors of a disk → the system calls that may end with them. EINTR where the manual of the call names it. */
const troubles: readonly (readonly [errors: readonly string[], calls: readonly string[]])[] = [
  [
    ["ENOSPC", "EIO", "EDQUOT", "EINTR"],
    ["write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "openat"],
  ],
  [
    ["ENOSPC", "EIO", "EDQUOT"],
    ["rename", "renameat", "renameat2", "link", "linkat", "mkdir", "mkdirat"],
  ],
  [["EIO"], ["unlink", "unlinkat", "rmdir", "read", "pread64"]],
];

const errors = new Map(troubles.flatMap(([names, calls]) => calls.map((call) => [call, names])));

/** A call of the main thread that touches the store. */
export type Call = {
  readonly name: string;
  /** It is the nth of its name, from 1. */
  readonly nth: number;
  /** Paths in the store, without what differs from run to run. */
  readonly places: string;
  /** How many calls of that name at these places there were before. */
  readonly repeat: number;
};

export type Fault = {
  readonly state: State;
  readonly call: Call;
  /** `signal=KILL` or `error=EIO`, as strace spells it. */
  readonly action: string;
  /** All later calls of that name fail as well: a disk that stays full, or is gone. */
  readonly lasts?: true;
};

/** How a fault is told, with what is needed to have it again. */
export function nameOf({ state, call, action, lasts }: Fault): string {
  return `${state}: ${call.name}:${action}:when=${call.nth}${lasts ? "+" : ""} (${call.places})`;
}

/** All calls of a clean gate that touch the store, in their order. Throws an Error when it is not clean. */
export async function callsOf(scene: Scene, state: State): Promise<readonly Call[]> {
  const store = freshStore(scene, state, `plan-${state.length}`);
  const { ended, calls } = await trace(scene, store, [...errors.keys()], []);
  if (ended.code !== verdictCode) throw new Error(`a clean gate ended with ${ended.code}: ${ended.stderr}`);
  rmSync(store, { recursive: true });
  return calls;
}

/** All faults of a call. */
export function faultsOf(state: State, call: Call): readonly Fault[] {
  const named = (errors.get(call.name) ?? []).map((name) => ({ state, call, action: `error=${name}` }));
  const lasting = named
    .filter(({ action }) => action !== "error=EINTR")
    .map((fault) => ({ ...fault, lasts: true }) as const);
  return [{ state, call, action: "signal=KILL" }, ...named, ...lasting];
}

/**
 * Runs a gate with the fault and gives what is wrong with what it leaves. Numbers of calls shift a little, since the
 * runtime opens files of its own: a fault that hit another call is tried again where the call was seen, or a step later.
 */
export async function suffer(scene: Scene, fault: Fault, name: string): Promise<readonly string[]> {
  let { nth } = fault.call;
  for (let trial = 0; trial < 8; trial++) {
    const store = freshStore(scene, fault.state, name);
    const inject = `inject=${fault.call.name}:${fault.action}:when=${nth}${fault.lasts ? "+" : ""}`;
    const { ended, calls } = await trace(scene, store, [fault.call.name], ["-e", inject]);
    const seen = calls.find(({ places, repeat }) => places === fault.call.places && repeat === fault.call.repeat);
    const problems = seen?.nth === nth ? await judge(scene, store, { fault, ended }) : undefined;
    rmSync(store, { recursive: true });
    if (problems !== undefined) return problems;
    nth = seen?.nth ?? nth + 1;
  }
  // The runtime opens files at its own times: one of these that is never hit says nothing of the gate.
  return fault.call.name === "openat" ? [] : ["the call was not met"];
}

type Suffered = { readonly fault: Fault; readonly ended: Ended };

async function judge(scene: Scene, store: string, { fault, ended }: Suffered): Promise<readonly string[]> {
  const evidence = join(store, "evidence");
  const isTold = readFileSync(join(store, "stdout"), "utf8").includes("NO-GO");
  const acknowledged = ended.code <= 2 || isTold ? ["faulted"] : [];
  const keys = keysOf(scene);
  const problems = [
    ...codeProblems(fault, ended),
    ...outputProblems(store, outputRuns("faulted", acknowledged.length > 0)),
    ...(mayLeave(fault) ? [] : leftovers(store).map((path) => `${path} is left behind`)),
    ...(await problemsOf(evidence, { acknowledged, keys })),
  ];
  // The next gate works, and so does the same gate again, whatever became of it.
  for (const id of ["next", "faulted"]) {
    const { code, stderr } = await run(gate(store, id), scene.directory);
    if (code !== verdictCode) problems.push(`the gate "${id}" afterwards ends with ${code}: ${stderr.split("\n")[0]}`);
  }
  const after = await problemsOf(evidence, { acknowledged: ["next", "faulted"], keys });
  return [...problems, ...[...after, ...outputProblems(store, ["faulted"])].map((problem) => `afterwards: ${problem}`)];
}

/** Who is killed cannot tidy up, and what cannot be removed stays; to remove a directory is to open it. */
function mayLeave({ action, call, lasts }: Fault): boolean {
  return action === "signal=KILL" || /^unlink|^rmdir/.test(call.name) || (lasts === true && call.name === "openat");
}

/** A killed process ends with 128 + 9, an interruption is not noticed, and all else is a failure to write. */
const codes: ReadonlyMap<string, number> = new Map([
  ["signal=KILL", 137],
  ["error=EINTR", verdictCode],
]);

/** What can be made anew from the log may be missing behind a verdict: then the run is acknowledged, and judged as such. */
const derived = /^evidence\/audit\/(?:\.tmp-)?(?:head|hashes)\b/;

function codeProblems({ action, call }: Fault, { code, stderr }: Ended): readonly string[] {
  const expected = codes.get(action) ?? 6;
  const isExpected = code === expected || (expected === 6 && code === verdictCode && derived.test(call.places));
  const problems = isExpected ? [] : [`exit ${code} instead of ${expected}`];
  return /^\s+at |internal error/m.test(stderr) ? [...problems, `a stack on stderr: ${stderr}`] : problems;
}

/** Runs the gate under strace: how it ended, and the calls of its main thread that touch the store. */
async function trace(scene: Scene, store: string, names: readonly string[], inject: readonly string[]) {
  const log = `${store}.trace`;
  // `?` for a name that this processor's kernel does not have.
  const only = `trace=${names.map((name) => `?${name}`).join(",")}`;
  // Not with --seccomp-bpf: it lets injected signals go by.
  const strace = ["strace", "-f", "-y", "-s0", "-o", log, "-e", only, ...inject];
  const ended = await run([...strace, ...gate(store, "faulted")], scene.directory, join(store, "stdout"));
  const calls = callsIn(readFileSync(log, "utf8"), store);
  rmSync(log);
  return { ended, calls };
}

/** strace starts a line with the number of the thread; the first one is the main thread. */
function callsIn(text: string, store: string): readonly Call[] {
  const main = text.slice(0, text.indexOf(" "));
  const counts = new Map<string, number>();
  const calls: Call[] = [];
  for (const line of text.split("\n")) {
    const [, thread, name = "", rest = ""] = /^(\d+) +(\w+)\((.*)/.exec(line) ?? [];
    if (thread !== main) continue;
    const nth = (counts.get(name) ?? 0) + 1;
    counts.set(name, nth);
    const paths = rest.split(/["<>]/).filter((part) => part.startsWith(`${store}/`) || part === store);
    // A temporary name has a process number and a random part.
    const places = [
      ...new Set(paths.map((path) => path.slice(store.length + 1).replace(/-\d+-[0-9a-f]{16}/, ""))),
    ].join(" ");
    const repeat = calls.filter((call) => call.name === name && call.places === places).length;
    if (paths.length > 0) calls.push({ name, nth, places, repeat });
  }
  return calls;
}
