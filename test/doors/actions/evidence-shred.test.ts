import { expect, test } from "bun:test";
import { holdRun } from "../../../src/doors/actions/evidence-hold.ts";
import { shredApp } from "../../../src/doors/actions/evidence-shred.ts";
import { age } from "../../../src/doors/system/age.ts";
import { codeOf } from "../../support/code-of.ts";
import { evidence } from "./sample-gate.ts";
import { addRun, keptRuntime, openChecks } from "./sample-kept.ts";

const request = { evidenceDir: evidence, app: "app-1", reason: "contract ended" };

async function shreddable() {
  const { identity, recipient } = await age.newIdentity();
  const runtime = await keptRuntime({}, { secrets: { me: identity } });
  const keyed = "evidence: { app_keys: true, encrypt: true, retention_days: 30 }\n";
  runtime.disk.set("/w/keyed.yml", new TextEncoder().encode(keyed));
  const gate = { overlays: ["/w/keyed.yml"], recipients: [recipient], appId: "app-1", runId: "two" };
  await addRun(runtime, gate);
  return { runtime, gate };
}

test("shredApp() destroys the key, and verify tells of it what the log says", async () => {
  const { runtime } = await shreddable();
  const { json, text } = shredApp(request, runtime);
  expect(text).toStartWith("destroyed 1 key of app-1: 1 run can be opened no more");
  expect(json).toMatchObject({ runs: ["demo/two"] });
  expect(runtime.events.at(-1)).toMatchObject({
    event: "key.destroyed",
    app: "app-1",
    data: { reason: "contract ended" },
  });
  expect([...runtime.disk.keys()].filter((path) => path.includes("/keys/"))).toEqual([`${evidence}/keys/app-1-1.pub`]);
  expect(await openChecks(runtime)).toEqual(["unknown bundle", "unknown inputs document"]);
});

test("shredApp() refuses while a run is held, and for an application without a key", async () => {
  const { runtime } = await shreddable();
  holdRun({ evidenceDir: evidence, run: "two", reason: "case" }, runtime);
  expect(codeOf(() => shredApp(request, runtime))).toBe("USAGE_BAD_VALUE");
  expect(runtime.disk.has(`${evidence}/keys/app-1-1.age`)).toBe(true);
  expect(codeOf(() => shredApp({ ...request, app: "app-2" }, runtime))).toBe("INPUT_NOT_FOUND");
});

test("shredApp() tells the log of a key whose file is gone without a word", async () => {
  const { runtime } = await shreddable();
  runtime.disk.delete(`${evidence}/keys/app-1-1.age`);
  expect(await openChecks(runtime)).toEqual(["unknown bundle", "unknown inputs document"]);
  shredApp(request, runtime);
  expect(runtime.events.at(-1)).toMatchObject({ event: "key.destroyed" });
  expect(codeOf(() => shredApp(request, runtime))).toBe("INPUT_NOT_FOUND");
});
