import { describe, expect, test } from "bun:test";
import {
  readKeptCheckpoint,
  readLogKey,
  refuseProblems,
  soundFamily,
  treeNamed,
} from "../../../src/doors/actions/audit-family.ts";
import { publicKeyOfRaw } from "../../../src/standards/raw-key.ts";
import { verifierKey } from "../../../src/standards/signed-note.ts";
import { codeOf, faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { checkpointIn, evidence, loggedYears, logKey, logPub } from "./sample-audit.ts";

describe("readLogKey()", () => {
  const { publicKey } = logKey;
  test.each([
    ["base64", logPub],
    ["PEM", publicKeyOfRaw("ed25519", publicKey).pem],
    ["a verifier key", `${verifierKey("fixops-log/0123456789abcdef", publicKey)}\n`],
  ])("reads %s", (_, text) => {
    expect(readLogKey("key", fakeRuntime({ files: { key: text } }))).toEqual(publicKey);
  });

  test.each([
    ["nothing", ""],
    ["other base64", "AAAA\n"],
    ["a key of another algorithm", pemOfP256()],
    ["a verifier key with another id", verifierKey("a", publicKey).replace(/\+[0-9a-f]{8}\+/, "+00000000+")],
  ])("refuses %s", (_, text) => {
    expect(codeOf(() => readLogKey("key", fakeRuntime({ files: { key: text } })))).toBe("USAGE_KEY_INVALID");
  });
});

function pemOfP256(): string {
  return "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==\n-----END PUBLIC KEY-----\n";
}

test("soundFamily() throws for what does not chain, with file and line", () => {
  const runtime = loggedYears([2025, 2026]);
  expect(soundFamily(evidence, runtime).members).toHaveLength(2);
  const path = `${evidence}/audit/shards/2025/audit.jsonl`;
  runtime.disk.set(path, runtime.disk.get(path)!.with(40, 0x7a));
  expect(faultOf(() => soundFamily(evidence, runtime))).toMatchObject({
    code: "INTEGRITY_LOG",
    where: { file: "shards/2025/audit.jsonl" },
  });
  expect(codeOf(() => soundFamily("nowhere", runtime))).toBe("INPUT_NOT_FOUND");
});

test("refuseProblems() lets a sound log pass", () => {
  expect(codeOf(() => refuseProblems(soundFamily(evidence, loggedYears([2026]))))).toBe("nothing thrown");
});

test("treeNamed() finds the log of a checkpoint, and else the open one", () => {
  const runtime = loggedYears([2025, 2026]);
  const { members } = soundFamily(evidence, runtime);
  expect(treeNamed(members, members[0]!.origin ?? "")?.year).toBe("2025");
  expect(treeNamed(members, "other")?.year).toBeUndefined();
  expect(treeNamed([], "other")).toBeUndefined();
});

test("readKeptCheckpoint() gives the note and what it says", () => {
  const runtime = loggedYears([2026]);
  runtime.disk.set("kept", checkpointIn(runtime));
  expect(readKeptCheckpoint("kept", runtime)).toMatchObject({ note: checkpointIn(runtime), size: 3, file: "kept" });
});
