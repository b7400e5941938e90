import type { InputBytes } from "../../domain/input-file.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { type GateResult, runGate } from "./gate.ts";

/** A day after the samples were made, so that the demo gives the same verdict and bytes at any time. */
const demoClock = "2026-08-25T12:00:00Z";

/** The whole pipeline on the built-in samples, in demo mode, whatever the environment asks of real runs; the evidence is real. */
export function runDemo(
  request: { readonly evidenceDir: string; readonly output?: string | undefined },
  runtime: Runtime,
): Promise<GateResult> {
  const inputs = runtime.assets.samples().map(
    ({ name, bytes, expected }): InputBytes => ({
      name,
      bytes,
      expected,
      sha256: runtime.sha256(bytes),
    }),
  );
  return runGate(
    {
      ...request,
      inputs: [],
      overlays: [],
      mode: "demo",
      appName: "payments-api",
      asOf: demoClock,
      followSymlinks: false,
    },
    { ...runtime, environment: (name) => (name.startsWith("FIXOPS_") ? undefined : runtime.environment(name)) },
    () => inputs,
  );
}
