import type { PruneRequest } from "../../../src/doors/actions/evidence-prune.ts";
import type { RekeyRequest } from "../../../src/doors/actions/evidence-rekey.ts";
import type { GateRequest } from "../../../src/doors/actions/gate.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { verifyPath } from "../../../src/doors/actions/verify.ts";
import type { FakeOptions, FakeRuntime } from "../../support/runtime.ts";
import { evidence, gateRequest, gateRuntime, key, otherKey } from "./sample-gate.ts";

/** Evidence whose time is over, and evidence that is to be kept, for the commands about kept runs. */

const secrets = { key, otherKey };

/** A machine with the run `one`: kept for 30 days and made long before the clock of the machine, unless told otherwise. */
export async function keptRuntime(over: Partial<GateRequest> = {}, options: FakeOptions = {}): Promise<FakeRuntime> {
  const runtime = gateRuntime({
    ...options,
    files: { "/w/short.yml": "evidence: { retention_days: 30 }\n" },
    secrets: { ...secrets, ...options.secrets },
  });
  await addRun(runtime, over);
  return runtime;
}

/** One more run on it. */
export async function addRun(runtime: FakeRuntime, over: Partial<GateRequest> = {}): Promise<void> {
  const request = { asOf: "2025-11-01T00:00:00Z", overlays: ["/w/short.yml"], runId: "one", ...over };
  await runGate(gateRequest(request), runtime);
}

export function pruneRequest(over: Partial<PruneRequest> = {}): PruneRequest {
  return { evidenceDir: evidence, runs: [], dryRun: false, ...over };
}

export function rekeyRequest(over: Partial<RekeyRequest> = {}): RekeyRequest {
  return { evidenceDir: evidence, runs: ["one"], oldKeyFiles: [], plain: false, ...over };
}

/** Checks of `verify` that did not pass, as `fail audit log` or `unknown runs`. */
export async function openChecks(runtime: FakeRuntime, keyFile?: string): Promise<readonly string[]> {
  const { json } = await verifyPath({ path: evidence, keyFile }, runtime);
  const { groups } = json as { readonly groups: readonly { readonly checks: readonly Checked[] }[] };
  const checks = groups.flatMap((group) => group.checks).filter(({ status }) => status !== "pass");
  return checks.map(({ status, what }) => `${status} ${what}`);
}

type Checked = { readonly status: string; readonly what: string };

/** Names below a directory of the fake disk. */
export function namesBelow(runtime: FakeRuntime, directory: string): readonly string[] {
  const start = `${directory}/`;
  return [...runtime.disk.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
}
