import { expect, test } from "bun:test";
import { listEvidence } from "../../../src/doors/actions/evidence-list.ts";
import { pruneRuns } from "../../../src/doors/actions/evidence-prune.ts";
import { codeOf } from "../../support/code-of.ts";
import { evidence, gateRuntime, tamper } from "./sample-gate.ts";
import { addRun, keptRuntime, pruneRequest } from "./sample-kept.ts";

const request = { evidenceDir: evidence };

test("listEvidence() tells what runs there are, who opens them, and what is gone", async () => {
  const runtime = await keptRuntime({ appId: "APP-1" });
  await addRun(runtime, { runId: "two", encrypt: true, keyFile: "key", asOf: "2026-01-01T00:00:00Z" });
  await pruneRuns(pruneRequest(), runtime);
  const { exitCode, json, text } = listEvidence(request, runtime);
  expect(exitCode).toBe(0);
  expect(json).toMatchObject({
    ok: true,
    runs: [
      { mode: "demo", run: "two", state: "kept", encryption: "fernet", retention_until: "2026-01-31T00:00:00Z" },
      { run: "one", state: "pruned", app: "APP-1", tombstone: "demo/one.tombstone.json", verdict: "CONDITIONAL" },
    ],
  });
  expect(text).toStartWith("1 run, 1 pruned\n");
});

test("listEvidence() ends with 5 when a manifest is damaged, and lists the others", async () => {
  const runtime = await keptRuntime();
  await addRun(runtime, { runId: "two" });
  tamper(runtime, `${evidence}/demo/one/manifest.json`);
  const { exitCode, json } = listEvidence(request, runtime);
  expect(exitCode).toBe(5);
  expect(json).toMatchObject({
    runs: [
      { run: "one", state: "damaged" },
      { run: "two", state: "kept" },
    ],
  });
});

test("listEvidence() ends with 5 when the log cannot tell of holds", async () => {
  const runtime = await keptRuntime();
  tamper(runtime, `${evidence}/audit/audit.jsonl`);
  expect(listEvidence(request, runtime)).toMatchObject({ exitCode: 5, json: { runs: [{ state: "kept" }] } });
});

test("listEvidence() refuses a directory without evidence", () => {
  expect(codeOf(() => listEvidence(request, gateRuntime()))).toBe("INPUT_NOT_FOUND");
});
