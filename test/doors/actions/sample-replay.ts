import type { ReplayRequest } from "../../../src/doors/actions/replay.ts";
import { type Facts, judge } from "../../../src/pipeline/judge.ts";
import { sealInputs, sealRun } from "../../../src/pipeline/seal-run.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";

/** A machine with one run: what `decided` says, and the inputs of `kept`. */
export async function machineWith(kept: Facts, decided = kept): Promise<FakeRuntime> {
  const seal = { compress: true, maxBytes: 2 ** 30 };
  const inputsDocument = await sealInputs(kept, seal);
  const sealed = await sealRun(kept, judge(decided), { seal, ...(inputsDocument && { inputsDocument }) });
  const files = Object.fromEntries(sealed.files.map(({ name, bytes }) => [`handed/over/${name}`, bytes]));
  return fakeRuntime({ files: { ...files, "strict.yml": "guardrails: { maturity: advanced, fail_on: low }\n" } });
}

/** What replays that run. */
export function asked(over: Partial<ReplayRequest> = {}): ReplayRequest {
  return { path: "handed/over", overlays: [], ...over };
}
