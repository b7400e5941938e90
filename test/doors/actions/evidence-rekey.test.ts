import { describe, expect, test } from "bun:test";
import { type RekeyRequest, rekeyRuns } from "../../../src/doors/actions/evidence-rekey.ts";
import { replay } from "../../../src/doors/actions/replay.ts";
import { manifestOf, readRun } from "../../../src/doors/actions/run-files.ts";
import { age } from "../../../src/doors/system/age.ts";
import { codeOfLater } from "../../support/code-of.ts";
import type { FakeRuntime } from "../../support/runtime.ts";
import { ed25519, stranger } from "../../support/sample-keys.ts";
import { evidence, tamper } from "./sample-gate.ts";
import { addRun, keptRuntime, namesBelow, openChecks, rekeyRequest } from "./sample-kept.ts";

const place = `${evidence}/demo/one`;
const signing = { secrets: { sign: ed25519.privateKey, log: stranger.privateKey } };
const encrypted = { encrypt: true, keyFile: "key" };

function manifestIn(runtime: FakeRuntime, path = place) {
  return manifestOf(readRun(path, runtime)?.files ?? new Map());
}

test("rekeyRuns() seals a run under another Fernet key: the same content, told by the log", async () => {
  const runtime = await keptRuntime(encrypted);
  const before = manifestIn(runtime);
  await rekeyRuns(rekeyRequest({ keyFile: "otherKey", oldKeyFiles: ["key"] }), runtime);
  const after = manifestIn(runtime);
  expect(after.bundle).toMatchObject({ sha256: before.bundle.sha256, bytes: before.bundle.bytes });
  expect(after.bundle.key_id).not.toBe(before.bundle.key_id ?? "");
  expect(runtime.events.at(-1)).toMatchObject({ event: "evidence.rekeyed", data: { encryption: "fernet" } });
  expect(await openChecks(runtime, "otherKey")).toEqual([]);
  expect(await openChecks(runtime, "key")).toContain("fail bundle");
  expect((await replay({ path: place, overlays: [], keyFile: "otherKey" }, runtime)).exitCode).toBe(0);
  expect(namesBelow(runtime, evidence).filter((name) => name.includes(".tmp-"))).toEqual([]);
});

test("rekeyRuns() opens with the further keys of the variable", async () => {
  const runtime = await keptRuntime(encrypted);
  const keys = `${runtime.readSecret({ file: "otherKey" })},${runtime.readSecret({ file: "key" })}`;
  const rotated: FakeRuntime = {
    ...runtime,
    environment: (name) => (name === "FIXOPS_EVIDENCE_KEY" ? keys : undefined),
  };
  await rekeyRuns(rekeyRequest(), rotated);
  expect(await openChecks(runtime, "otherKey")).toEqual([]);
});

test("rekeyRuns() encrypts a plain run for people, and decrypts it only when it is told so", async () => {
  const { identity, recipient } = await age.newIdentity();
  const runtime = await keptRuntime({}, { secrets: { me: identity } });
  await rekeyRuns(rekeyRequest({ recipients: [recipient] }), runtime);
  expect(manifestIn(runtime).bundle.recipients).toEqual([recipient]);
  expect(namesBelow(runtime, place)).toContain("fixops-demo-run-inputs.jsonl.gz.age");
  const identityFiles = ["me"];
  expect(await codeOfLater(() => rekeyRuns(rekeyRequest({ identityFiles }), runtime))).toBe("USAGE_KEY_MISSING");
  await rekeyRuns(rekeyRequest({ plain: true, identityFiles }), runtime);
  expect(await openChecks(runtime)).toEqual([]);
  // A run that was rekeyed is rekeyed again, and made again by the gate.
  await addRun(runtime);
  expect(await openChecks(runtime)).toEqual([]);
});

test("rekeyRuns() signs again, and puts a new proof beside it", async () => {
  const gate = { ...encrypted, sign: true, signingKey: "sign", logKey: "log" };
  const runtime = await keptRuntime(gate, signing);
  const before = namesBelow(runtime, place);
  await rekeyRuns(
    rekeyRequest({ keyFile: "otherKey", oldKeyFiles: ["key"], signingKey: "sign", logKey: "log" }),
    runtime,
  );
  expect(namesBelow(runtime, place).toSorted()).toEqual(before.toSorted());
  const open = await openChecks(runtime, "otherKey");
  expect(open.filter((check) => check.startsWith("fail"))).toEqual([]);
});

describe("rekeyRuns() refuses, and changes nothing:", () => {
  const signed = { ...encrypted, sign: true, signingKey: "sign", logKey: "log" };
  const anew: Partial<RekeyRequest> = { keyFile: "otherKey", oldKeyFiles: ["key"] };
  const refusals: readonly (readonly [string, object, Partial<RekeyRequest>, string])[] = [
    ["no new key", encrypted, { oldKeyFiles: ["key"] }, "USAGE_KEY_MISSING"],
    ["a run that the keys do not open", encrypted, { keyFile: "otherKey" }, "INTEGRITY_DECRYPTION"],
    ["a signed run without the signing key", signed, anew, "USAGE_KEY_MISSING"],
    ["a run that somebody else signed", signed, { ...anew, signingKey: "log", logKey: "log" }, "INTEGRITY_SIGNATURE"],
    ["a run with a proof, without the key of the log", { ...encrypted, logKey: "log" }, anew, "USAGE_KEY_MISSING"],
    ["--plain with recipients", {}, { plain: true, recipients: ["age1"] }, "USAGE_BAD_VALUE"],
    ["a run that is not there", {}, { runs: ["two"], keyFile: "key" }, "INPUT_NOT_FOUND"],
  ];
  test.each(refusals)("%s", async (_, gate, over, code) => {
    const runtime = await keptRuntime(gate, signing);
    const before = new Map(runtime.disk);
    expect(await codeOfLater(() => rekeyRuns(rekeyRequest(over), runtime))).toBe(code);
    expect(runtime.disk).toEqual(before);
  });

  test("a run that does not hold", async () => {
    const runtime = await keptRuntime();
    tamper(runtime, `${place}/decision.json`);
    expect(await codeOfLater(() => rekeyRuns(rekeyRequest({ keyFile: "key" }), runtime))).toBe("INTEGRITY_DIGEST");
  });
});
