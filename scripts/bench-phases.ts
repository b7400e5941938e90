/**
 * Where the time of one gate goes, as JSON: name of the phase → milliseconds on the wall, in order.
 * `bun scripts/bench-phases.ts DIR` runs the pipeline on the three files of scripts/bench-inputs.ts in this process,
 * from source; nothing is written, so that opening, publishing and logging the evidence are not in it.
 */
import { join } from "node:path";
import { embeddedIntel } from "../src/doors/actions/embedded-intel.ts";
import { inputLimits } from "../src/doors/actions/input-limits.ts";
import { loadOverlay, overlayRecord } from "../src/doors/actions/overlay.ts";
import { assets } from "../src/doors/system/assets.ts";
import { systemRuntime } from "../src/doors/system/runtime.ts";
import { run } from "../src/pipeline/run.ts";

const phases = new Map<string, number>();
let last = performance.now();

function ends(phase: string): void {
  const now = performance.now();
  phases.set(phase, now - last);
  last = now;
}

async function main(directory: string): Promise<void> {
  const runtime = systemRuntime(assets);
  const request = { overlays: [] };
  const resolved = loadOverlay(request, runtime);
  const facts = {
    overlay: resolved.overlay,
    overlayRecord: overlayRecord(resolved, request, runtime),
    intel: embeddedIntel(runtime),
    asOf: "2026-01-02T00:00:00Z",
    app: {},
    tool: { name: "fixops", version: "bench" },
    seal: { compress: true, maxBytes: 2 ** 30 },
  };
  ends("overlay and intelligence");
  const paths = ["codeql.sarif", "sbom.cdx.json", "grype.json"].map((name) => ({ path: join(directory, name) }));
  const limits = inputLimits();
  const inputs = runtime.files.readInputs(paths, { maxBytes: limits.maxBytes, followSymlinks: false, leaveOut: [] });
  ends("read and hash inputs");
  const onInput = ({ name, bytes }: (typeof inputs)[number]): void => {
    ends(`ingest ${name}`);
    runtime.giveBack(bytes);
    ends(`give back ${name}`);
  };
  await run({ ...facts, inputs, limits: { ...limits, onInput }, onStep: ends });
  ends("decide, manifest");
  console.log(JSON.stringify(Object.fromEntries(phases)));
}

await main(process.argv[2] ?? ".");
