import { describe, expect, test } from "bun:test";
import { type RotateKeyRequest, rotateKey } from "../../../src/doors/actions/keys-rotate.ts";
import { readTrustList } from "../../../src/doors/actions/trust-file.ts";
import { checkLog } from "../../../src/evidence/check-log.ts";
import { checkKeyLines } from "../../../src/evidence/key-lines.ts";
import { openCheckpoint } from "../../../src/evidence/log-checkpoint.ts";
import { deriveLogKey } from "../../../src/standards/log-key.ts";
import { publicKeyOfPrivate } from "../../../src/standards/private-key.ts";
import { codeOf } from "../../support/code-of.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { type FakeOptions, type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256, samplePair, stranger } from "../../support/sample-keys.ts";
import { trustEntry, trustText } from "../../support/trust.ts";

const secrets = { old: ed25519.privateKey, new: p256.privateKey, log: samplePair("ed25519", 9).privateKey };
const request: RotateKeyRequest = { old: "old", new: "new", trust: "trust.json", evidenceDir: "evidence" };
const now = "2026-01-02T03:04:05Z";
const log = "evidence/audit/audit.jsonl";

function started(options: FakeOptions = {}): FakeRuntime {
  return fakeRuntime({ ...options, secrets: { ...secrets, ...options.secrets } });
}

/** `usage id from..to` of each entry, the first 8 digits of the id. */
function listed(runtime: FakeRuntime): readonly string[] {
  return readTrustList("trust.json", runtime).entries.map(
    ({ key, usage, validFrom, validTo = "" }) => `${usage} ${key.keyId.slice(0, 8)} ${validFrom}..${validTo}`,
  );
}

const short = ({ keyId }: { readonly keyId: string }): string => keyId.slice(0, 8);
const [oldId, newId] = [ed25519, p256].map(({ publicKey }) => short(publicKey));
const [oldLog, newLog] = [ed25519, p256].map(({ privateKey }) =>
  short(publicKeyOfPrivate(deriveLogKey(privateKey).pem)),
);
const ever = "1970-01-01T00:00:00Z";

describe("rotateKey()", () => {
  test("makes a list of both keys and their log keys, and a line that both signed, under the new log key", () => {
    const runtime = started();
    const { json, exitCode } = rotateKey(request, runtime);
    expect([json, exitCode]).toEqual([
      {
        old_key: ed25519.publicKey.keyId,
        new_key: p256.publicKey.keyId,
        rotated_at: now,
        line: 1,
        trust: "trust.json",
      },
      0,
    ]);
    expect(listed(runtime)).toEqual([
      `evidence ${oldId} ${ever}..${now}`,
      `evidence ${newId} ${now}..`,
      `log ${oldLog} ${ever}..${now}`,
      `log ${newLog} ${now}..`,
    ]);
    const { lines } = checkLog(runtime.disk.get(log) ?? new Uint8Array());
    expect(checkKeyLines(lines).map(({ status }) => status)).toEqual(["pass"]);
    expect(lines[0]?.line.subject).toEqual({ "trust.json": runtime.sha256(runtime.disk.get("trust.json")!) });
    const note = runtime.disk.get("evidence/audit/checkpoint") ?? new Uint8Array();
    expect(openCheckpoint(note, [deriveLogKey(p256.privateKey).publicKey]).isVerified).toBe(true);
  });

  test("goes on: the next rotation ends what the last one began", () => {
    const first = started();
    rotateKey(request, first);
    const later = Date.UTC(2027, 0, 2) / 1000;
    const files = Object.fromEntries(first.disk);
    const second = started({ files, now: later, secrets: { third: stranger.privateKey } });
    rotateKey({ ...request, old: "new", new: "third" }, second);
    expect(listed(second).filter((entry) => entry.startsWith("evidence"))).toEqual([
      `evidence ${oldId} ${ever}..${now}`,
      `evidence ${newId} ${now}..2027-01-02T00:00:00Z`,
      `evidence ${short(stranger.publicKey)} 2027-01-02T00:00:00Z..`,
    ]);
  });

  test("leaves the log key of a log that has one of its own", () => {
    const runtime = started();
    runtime.auditLog.append("evidence", { event: "decision.made", ts: now }, { logKey: makeLogKey() });
    rotateKey(request, runtime);
    expect(listed(runtime)).toHaveLength(2);
    const given = started();
    rotateKey({ ...request, logKey: "log" }, given);
    expect(listed(given)).toHaveLength(2);
    expect(given.disk.has("evidence/audit/checkpoint")).toBe(true);
  });

  test("needs no list", () => {
    const runtime = started();
    rotateKey({ ...request, trust: undefined }, runtime);
    expect(runtime.disk.has("trust.json")).toBe(false);
    expect(runtime.events.map(({ event, subject }) => [event, subject])).toEqual([["key.rotated", undefined]]);
  });

  const inUse = trustEntry();

  test.each([
    ["one key for both", { new: "old" }, trustText(inUse), "USAGE_KEY_INVALID"],
    ["an old key that is not listed", {}, trustText(trustEntry({ key: stranger.publicKey })), "USAGE_KEY_INVALID"],
    ["an old key that has ended", {}, trustText({ ...inUse, validTo: now }), "USAGE_KEY_INVALID"],
    ["an old key that is revoked", {}, trustText({ ...inUse, revokedAt: now }), "USAGE_KEY_INVALID"],
    ["a new key that is listed", {}, trustText(inUse, trustEntry({ key: p256.publicKey })), "USAGE_KEY_INVALID"],
    ["an old key that begins only now", {}, trustText({ ...inUse, validFrom: now }), "USAGE_KEY_INVALID"],
    ["a list that is none", {}, "{}", "USAGE_KEY_INVALID"],
    ["a key that cannot be read", { old: "none" }, trustText(inUse), "IO_READ"],
  ])("refuses %s, and changes nothing", (_, over, list, code) => {
    const runtime = started({ files: { "trust.json": list } });
    expect(codeOf(() => rotateKey({ ...request, ...over }, runtime))).toBe(code);
    expect([...runtime.disk.keys()]).toEqual(["trust.json"]);
    expect(runtime.events).toEqual([]);
  });
});
