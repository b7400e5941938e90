import { expect, test } from "bun:test";
import fc from "fast-check";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { logFile } from "../../../src/evidence/audit.ts";
import { originOf } from "../../../src/evidence/log-checkpoint.ts";
import { leafHash, rootOfLeaves } from "../../../src/standards/merkle.ts";
import { ed25519 } from "../../support/sample-keys.ts";
import { evidence, gateRequest, gateRuntime } from "./sample-gate.ts";

/** The line that a checkpoint stands in, over what the log holds now. */
function headOf(log: Uint8Array): string {
  const leaves = new TextDecoder()
    .decode(log)
    .trimEnd()
    .split("\n")
    .map((line) => leafHash(new TextEncoder().encode(line)));
  const root = rootOfLeaves(leaves.map((leaf) => Uint8Array.fromHex(leaf)));
  return `checkpoint ${originOf(leaves[0] ?? "")} ${leaves.length} ${root.toBase64()}`;
}

test("runGate() of a signed run tells the head of the log, on the terminal and to the build server", async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(5), async (earlier) => {
      const environment = {
        FIXOPS_SIGNING_KEY: ed25519.privateKey,
        GITHUB_ACTIONS: "true",
        GITHUB_STEP_SUMMARY: "/w/summary.md",
      };
      const runtime = gateRuntime({ environment });
      const events = Array.from({ length: earlier }, (_, n) => ({
        event: "a.b",
        ts: "2026-01-02T03:04:05Z",
        run: `r${n}`,
      }));
      if (earlier > 0) runtime.auditLog.appendAll(evidence, events);
      const { text } = await runGate(gateRequest({ sign: true }), runtime);
      const head = headOf(runtime.disk.get(`${evidence}/audit/${logFile}`) ?? new Uint8Array());
      expect(head).toContain(` ${earlier + 1} `);
      expect(text.split("\n")).toContain(`log       ${head}`);
      expect(new TextDecoder().decode(runtime.disk.get("/w/summary.md"))).toEndWith(`\nAudit log: \`${head}\`\n`);
    }),
    { numRuns: 6 },
  );
});

test("runGate() tells of no head when nothing signs one", async () => {
  expect((await runGate(gateRequest(), gateRuntime())).text).not.toContain("checkpoint");
});
