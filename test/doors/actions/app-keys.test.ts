import { describe, expect, test } from "bun:test";
import { appIdentities, appKeysOf, sealForApp } from "../../../src/doors/actions/app-keys.ts";
import { age } from "../../../src/doors/system/age.ts";
import { ageEncryption, type SealOptions } from "../../../src/evidence/seal.ts";
import { codeOf } from "../../support/code-of.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";

const evidenceDir = "/w/evidence";
const app = { id: "app-1" };

async function person() {
  const { identity, recipient } = await age.newIdentity();
  const seal: SealOptions = { compress: true, maxBytes: 1024, encryption: ageEncryption([recipient], age) };
  return { identity, seal };
}

/** Whom something is sealed for. */
async function recipientOf(seal: SealOptions, runtime: FakeRuntime, of = app): Promise<string> {
  const { encryption } = await sealForApp(seal, { app: of, evidenceDir }, runtime);
  return encryption?.step === "age" ? encryption.recipients.join() : "";
}

test("sealForApp() makes one key for an application, which its people open, and keeps to it", async () => {
  const runtime = fakeRuntime();
  const { identity, seal } = await person();
  const recipient = await recipientOf(seal, runtime);
  expect(await recipientOf(seal, runtime)).toBe(recipient);
  expect(await recipientOf(seal, runtime, { id: "app-2" })).not.toBe(recipient);
  const [own = ""] = await appIdentities([recipient], { near: ["/w", evidenceDir], identities: [identity] }, runtime);
  const { encryption } = await sealForApp(seal, { app, evidenceDir }, runtime);
  const sealed = (await encryption?.encrypt(new Uint8Array([1, 2, 3]))) ?? new Uint8Array();
  expect(await age.decrypt(sealed, [own])).toEqual(new Uint8Array([1, 2, 3]));
});

test("sealForApp() makes another key when the last one is gone", async () => {
  const runtime = fakeRuntime();
  const { seal } = await person();
  await recipientOf(seal, runtime);
  runtime.disk.delete(`${evidenceDir}/keys/app-1-1.age`);
  await recipientOf(seal, runtime);
  const keys = appKeysOf(evidenceDir, app, runtime).map(({ number, isThere }) => [number, isThere]);
  expect(keys).toEqual([
    [1, false],
    [2, true],
  ]);
});

test("sealForApp() leaves alone what is not encrypted with age", async () => {
  const seal = { compress: true, maxBytes: 1024 };
  expect(await sealForApp(seal, { app, evidenceDir }, fakeRuntime())).toBe(seal);
});

describe("appKeysOf()", () => {
  test("tells apart names that are no file names, and that differ in case", async () => {
    const runtime = fakeRuntime();
    const { seal } = await person();
    for (const name of ["../x", "App-1", "app-1"]) await recipientOf(seal, runtime, { id: name });
    const names = [...runtime.disk.keys()].filter((path) => path.endsWith(".age"));
    expect(new Set(names.map((path) => path.toLowerCase())).size).toBe(3);
    expect(names.every((path) => path.startsWith(`${evidenceDir}/keys/app`))).toBe(true);
  });

  test("does not take the keys of app-1-1 for those of app-1", async () => {
    const runtime = fakeRuntime();
    const { seal } = await person();
    await recipientOf(seal, runtime, { id: "app-1-1" });
    expect(appKeysOf(evidenceDir, app, runtime)).toEqual([]);
  });

  test("needs a name", () => {
    expect(codeOf(() => appKeysOf(evidenceDir, {}, fakeRuntime()))).toBe("USAGE_MISSING_VALUE");
  });
});

test("appIdentities() passes over keys that are for others or damaged", async () => {
  const runtime = fakeRuntime();
  const { seal } = await person();
  const stranger = await person();
  const recipient = await recipientOf(seal, runtime);
  const near = [evidenceDir];
  expect(await appIdentities([recipient], { near, identities: [stranger.identity] }, runtime)).toEqual([]);
  runtime.disk.set(`${evidenceDir}/keys/app-1-1.age`, new Uint8Array([1]));
  expect(await appIdentities([recipient], { near, identities: [stranger.identity] }, runtime)).toEqual([]);
});
