import { expect, test } from "bun:test";
import { assertUnchanged, wholeRun } from "../../../src/doors/actions/evidence-whole.ts";
import { codeOf, codeOfLater } from "../../support/code-of.ts";
import { evidence, tamper } from "./sample-gate.ts";
import { keptRuntime } from "./sample-kept.ts";

const name = { mode: "demo", run: "one" };

test("wholeRun() reads a run that holds, and no other", async () => {
  const runtime = await keptRuntime();
  expect((await wholeRun(evidence, name, {}, runtime)).manifest.run_id).toBe("one");
  for (const [path, bytes] of runtime.disk) runtime.disk.set(path.replace("/one/", "/two/"), bytes);
  expect(await codeOfLater(() => wholeRun(evidence, { ...name, run: "two" }, {}, runtime))).toBe("INTEGRITY_MANIFEST");
  tamper(runtime, `${evidence}/demo/one/decision.json`);
  expect(await codeOfLater(() => wholeRun(evidence, name, {}, runtime))).toBe("INTEGRITY_DIGEST");
});

test("assertUnchanged() refuses a run that is another by now, is gone, or has a tombstone", async () => {
  const runtime = await keptRuntime();
  const run = await wholeRun(evidence, name, {}, runtime);
  assertUnchanged(evidence, run, runtime);
  runtime.disk.set(`${evidence}/demo/one.tombstone.json`, new Uint8Array());
  expect(codeOf(() => assertUnchanged(evidence, run, runtime))).toBe("IO_EXISTS");
  runtime.disk.delete(`${evidence}/demo/one.tombstone.json`);
  tamper(runtime, `${evidence}/demo/one/manifest.json`);
  expect(codeOf(() => assertUnchanged(evidence, run, runtime))).toBe("IO_EXISTS");
  runtime.disk.delete(`${evidence}/demo/one/manifest.json`);
  expect(codeOf(() => assertUnchanged(evidence, run, runtime))).toBe("IO_EXISTS");
});
