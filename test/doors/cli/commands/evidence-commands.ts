import { cli } from "../../../../src/doors/cli/cli.ts";
import { type FakeRuntime, fakeRuntime } from "../../../support/runtime.ts";

const sbom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.5",
  version: 1,
  components: [{ type: "library", name: "a", version: "1.0.0", purl: "pkg:npm/a@1.0.0" }],
});

/** A disk on which one gate has run: `decision.json` is that of the run, CONDITIONAL for want of a scan. */
export async function afterGate(): Promise<FakeRuntime> {
  const runtime = fakeRuntime({ files: { "sbom.json": sbom } });
  await cli(["make-decision", "--sbom", "sbom.json", "--output", "decision.json"], runtime);
  return fakeRuntime({ files: Object.fromEntries(runtime.disk) });
}

/** Runs a command and returns its exit code; output stays in the runtime. */
export function typed(line: string, runtime: FakeRuntime): Promise<number> {
  return cli(line.split(" "), runtime);
}

/** The id of the run that `afterGate` left. */
export function runOf(runtime: FakeRuntime): string {
  const path = [...runtime.disk.keys()].find((one) => one.endsWith("/manifest.json")) ?? "";
  return path.split("/").at(-2) ?? "";
}
