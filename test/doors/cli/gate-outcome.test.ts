import { expect, test } from "bun:test";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { gateOutcome } from "../../../src/doors/cli/gate-outcome.ts";
import { fakeRuntime } from "../../support/runtime.ts";

test("gateOutcome() tells the notices of each input", async () => {
  const bom = '{"bomFormat":"CycloneDX","specVersion":"1.5","version":1,"components":[]}';
  const runtime = fakeRuntime({ files: { "sbom.json": `\u{feff}${bom}` } });
  const result = await runGate(
    { inputs: [{ path: "sbom.json" }], overlays: [], evidenceDir: "evidence", followSymlinks: false },
    runtime,
  );
  const outcome = gateOutcome(result, false);
  expect(outcome.out).toBe(result.text);
  expect(outcome.notices?.[0]).toEqual({ level: "info", text: expect.stringMatching(/^sbom\.json: .*BOM|byte-order/) });
});
