import { describe, expect, test } from "bun:test";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { assertHolds, verifyGroups, verifyPath } from "../../../src/doors/actions/verify.ts";
import { faultOfLater } from "../../support/code-of.ts";
import type { FakeRuntime } from "../../support/runtime.ts";
import { ed25519, stranger } from "../../support/sample-keys.ts";
import { evidence, gateRequest, gateRuntime, key, otherKey, tamper } from "./sample-gate.ts";
import { recordStages, registry, stageRuntime } from "./sample-stage.ts";

async function made(
  over: Parameters<typeof gateRequest>[0] = {},
  secrets: Record<string, string> = { a: key, b: otherKey },
) {
  const runtime = gateRuntime({ secrets }, "High");
  const { decision } = await runGate(gateRequest({ runId: "one", ...over }), runtime);
  return { runtime, directory: `${evidence}/${decision.evidence.directory}` };
}

async function exitOf(runtime: FakeRuntime, path = evidence): Promise<number> {
  return (await verifyPath({ path }, runtime)).exitCode;
}

describe("verifyPath() passes", () => {
  test("a run and an evidence directory as they were written", async () => {
    const { runtime, directory } = await made();
    expect([await exitOf(runtime), await exitOf(runtime, directory)]).toEqual([0, 0]);
    expect((await verifyPath({ path: evidence }, runtime)).text).toStartWith("VERIFIED\n");
  });

  test("an encrypted run without the key, and says what it could not look at", async () => {
    const { runtime } = await made({ encrypt: true, keyFile: "a" });
    const { exitCode, text } = await verifyPath({ path: evidence }, runtime);
    expect({ exitCode, isTold: text.includes("no key was given") }).toEqual({ exitCode: 0, isTold: true });
  });

  test("an encrypted run with its key", async () => {
    const { runtime } = await made({ encrypt: true, keyFile: "a" });
    expect((await verifyPath({ path: evidence, keyFile: "a" }, runtime)).text).not.toContain("  ?  ");
  });
});

test("verifyPath() passes a run that was handed over by itself, and what is being written", async () => {
  const { runtime, directory } = await made();
  for (const [path, bytes] of [...runtime.disk]) {
    if (path.startsWith(directory)) runtime.disk.set(path.replace(directory, "/mail/attached"), bytes);
  }
  runtime.disk.set(`${evidence}/demo/.tmp-two-1/decision.json`, new Uint8Array([1]));
  expect([await exitOf(runtime, "/mail/attached"), await exitOf(runtime)]).toEqual([0, 0]);
  expect((await verifyPath({ path: "/mail/attached" }, runtime)).text).toContain("no log was given");
});

test("verifyPath() tells of runs that the log records and the directory lacks", async () => {
  const { runtime, directory } = await made();
  for (const path of [...runtime.disk.keys()]) if (path.startsWith(directory)) runtime.disk.delete(path);
  const { exitCode, text } = await verifyPath({ path: evidence }, runtime);
  expect({ exitCode, isTold: text.includes("the log records 1 that are not here: one") }).toEqual({
    exitCode: 0,
    isTold: true,
  });
});

describe("verifyPath() fails with 5 when", () => {
  test.each(["manifest.json", "decision.json", "fixops-demo-run-bundle.json.gz"])(
    "a byte of %s was changed",
    async (name) => {
      const { runtime, directory } = await made();
      tamper(runtime, `${directory}/${name}`, 20);
      expect([await exitOf(runtime), await exitOf(runtime, directory)]).toEqual([5, 5]);
    },
  );

  test.each(["manifest.json", "decision.json", "fixops-demo-run-bundle.json.gz"])("%s is gone", async (name) => {
    const { runtime, directory } = await made();
    runtime.disk.delete(`${directory}/${name}`);
    expect(await exitOf(runtime)).toBe(5);
  });

  test("a file was added", async () => {
    const { runtime, directory } = await made();
    runtime.disk.set(`${directory}/extra.txt`, new Uint8Array([1]));
    expect(await exitOf(runtime)).toBe(5);
  });

  test("a line of the log was changed", async () => {
    const { runtime } = await made();
    tamper(runtime, `${evidence}/audit/audit.jsonl`, 20);
    expect(await exitOf(runtime)).toBe(5);
  });

  test("the log does not know the run", async () => {
    const { runtime, directory } = await made();
    const other = gateRuntime();
    await runGate(gateRequest({ runId: "two" }), other);
    for (const [path, bytes] of runtime.disk) if (path.startsWith(directory)) other.disk.set(path, bytes);
    expect(await exitOf(other)).toBe(5);
  });

  test("the log is gone, for the evidence directory and for a run inside it", async () => {
    const { runtime, directory } = await made();
    for (const path of [...runtime.disk.keys()]) if (path.includes("/audit/")) runtime.disk.delete(path);
    expect([await exitOf(runtime), await exitOf(runtime, directory)]).toEqual([5, 5]);
  });

  test.each([
    ["the run has another name", "demo/two"],
    ["the run stands below another mode", "enterprise/one"],
  ])("%s", async (_, place) => {
    const { runtime, directory } = await made();
    for (const [path, bytes] of [...runtime.disk]) {
      if (!path.startsWith(directory)) continue;
      runtime.disk.delete(path);
      runtime.disk.set(path.replace("demo/one", place), bytes);
    }
    expect([await exitOf(runtime), await exitOf(runtime, `${evidence}/${place}`)]).toEqual([5, 5]);
  });

  test.each(["demo/.hidden/manifest.json", "demo/note.txt", "staging/two/manifest.json", "two/manifest.json"])(
    "%s stands among the runs",
    async (name) => {
      const { runtime } = await made();
      runtime.disk.set(`${evidence}/${name}`, new Uint8Array([1]));
      expect(await exitOf(runtime)).toBe(5);
      expect((await verifyPath({ path: evidence }, runtime)).text).toContain("does not belong here");
    },
  );

  test("a later line of the log names the run with other digests", async () => {
    const { runtime } = await made();
    const [event] = runtime.events;
    if (event === undefined) throw new Error("no event");
    runtime.auditLog.append(evidence, event);
    expect(await exitOf(runtime)).toBe(0);
    runtime.auditLog.append(evidence, { ...event, subject: { "manifest.json": "0".repeat(64) } });
    expect(await exitOf(runtime)).toBe(5);
  });

  test("the key is another", async () => {
    const { runtime } = await made({ encrypt: true, keyFile: "a" });
    expect((await verifyPath({ path: evidence, keyFile: "b" }, runtime)).exitCode).toBe(5);
  });

  test("one of two runs does not hold", async () => {
    const { runtime, directory } = await made();
    await runGate(gateRequest({ runId: "two" }), runtime);
    tamper(runtime, `${directory}/decision.json`);
    expect(await exitOf(runtime)).toBe(5);
    expect(await exitOf(runtime, `${evidence}/demo/two`)).toBe(0);
  });
});

test.each(["/w", "/none", `${evidence}/demo/none`])("verifyPath() finds no evidence in %s", async (path) => {
  expect((await faultOfLater(async () => verifyPath({ path }, (await made()).runtime))).code).toBe("INPUT_NOT_FOUND");
});

test("verifyGroups() looks at the log, then at each run", async () => {
  const { runtime } = await made();
  await runGate(gateRequest({ runId: "two" }), runtime);
  expect((await verifyGroups(evidence, {}, runtime)).map((group) => group.subject)).toEqual([
    "audit log",
    "demo/one",
    "demo/two",
  ]);
});

describe("assertHolds()", () => {
  test("gives the checks of a run that holds", async () => {
    const { runtime, directory } = await made();
    expect(await assertHolds(directory, {}, runtime)).toHaveLength(2);
  });

  test("throws the error of the first check that fails", async () => {
    const { runtime, directory } = await made();
    tamper(runtime, `${directory}/decision.json`);
    expect((await faultOfLater(() => assertHolds(directory, {}, runtime))).code).toBe("INTEGRITY_DIGEST");
  });
});

describe("verifyPath() of a signed run", () => {
  const files = { "/w/ours.pub": ed25519.publicKey.pem, "/w/other.pub": stranger.publicKey.pem, "/w/bad.pub": "x" };

  async function signed(sign = true) {
    const runtime = gateRuntime({ files, environment: { FIXOPS_SIGNING_KEY: ed25519.privateKey } });
    await runGate(gateRequest({ runId: "one", sign }), runtime);
    return runtime;
  }

  test.each([
    ["with its key", ["/w/ours.pub"], 0, "ok    signature"],
    ["with its key among others", ["/w/other.pub", "/w/ours.pub"], 0, "ok    signature"],
    ["without a key", [], 0, "signature not verified: no key given"],
    ["with another key", ["/w/other.pub"], 5, "FAIL  signature"],
  ])("%s", async (_, publicKeyFiles, exitCode, words) => {
    const result = await verifyPath({ path: evidence, publicKeyFiles }, await signed());
    expect(result.exitCode).toBe(exitCode);
    expect(result.text).toContain(words);
  });

  test("that is not signed does not hold under a key", async () => {
    expect((await verifyPath({ path: evidence, publicKeyFiles: ["/w/ours.pub"] }, await signed(false))).exitCode).toBe(
      5,
    );
  });

  test("tells a changed signature without a key, by the log", async () => {
    const runtime = await signed();
    const path = `${evidence}/demo/one/manifest.json.sigstore.json`;
    const resigned = new TextDecoder().decode(runtime.disk.get(path)).replace(/"sig":"./, '"sig":"x');
    runtime.disk.set(path, new TextEncoder().encode(resigned));
    expect((await verifyPath({ path: evidence }, runtime)).text).toContain("FAIL  audit log");
  });

  test.each([
    ["/w/none.pub", "USAGE_KEY_MISSING"],
    ["/w/bad.pub", "USAGE_KEY_INVALID"],
  ] as const)("refuses the key %s", async (file, code) => {
    expect(
      (await faultOfLater(async () => verifyPath({ path: evidence, publicKeyFiles: [file] }, await signed()))).code,
    ).toBe(code);
  });
});

describe("verifyPath() and a run registry", () => {
  test("says of evidence that its log tells of stages that were not looked at", async () => {
    const runtime = stageRuntime();
    recordStages(["design", "build"], runtime);
    await runGate(gateRequest({ runId: "one" }), runtime);
    const { text, exitCode } = await verifyPath({ path: evidence }, runtime);
    expect(exitCode).toBe(0);
    expect(text).toContain("?     stages: 2 lines tell of stages in a run registry");
    const only = (await made()).runtime;
    expect((await verifyPath({ path: evidence }, only)).text).not.toContain("stages:");
  });

  test("verifies it with the log that is named, which evidence does not take", async () => {
    const runtime = stageRuntime();
    recordStages(["design"], runtime);
    expect((await verifyPath({ path: registry, evidenceDir: evidence }, runtime)).text).toStartWith("VERIFIED\n");
    await runGate(gateRequest({ runId: "one" }), runtime);
    expect((await faultOfLater(() => verifyPath({ path: evidence, evidenceDir: evidence }, runtime))).code).toBe(
      "USAGE_BAD_VALUE",
    );
  });

  test("verifies a directory that is evidence, too, as both", async () => {
    const runtime = stageRuntime();
    recordStages(["design"], runtime);
    await runGate(gateRequest({ runId: "one", evidenceDir: registry }), runtime);
    const { text } = await verifyPath({ path: registry }, runtime);
    expect(text).toContain("\ndemo/one\n");
    expect(text).toContain("\nAPP-1234/r1\n");
  });
});
