import { describe, expect, test } from "bun:test";
import { type RevokeKeyRequest, revokeKey } from "../../../src/doors/actions/keys-revoke.ts";
import { readTrustList } from "../../../src/doors/actions/trust-file.ts";
import { codeOf } from "../../support/code-of.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";
import { ed25519, stranger } from "../../support/sample-keys.ts";
import { trustEntry, trustText } from "../../support/trust.ts";

const { keyId } = ed25519.publicKey;
const now = "2026-01-02T03:04:05Z";
const request: RevokeKeyRequest = { keyId, reason: " lost ", trust: "trust.json", evidenceDir: "evidence" };

function started(over: Parameters<typeof trustEntry>[0] = {}): FakeRuntime {
  return fakeRuntime({ files: { "trust.json": trustText(trustEntry(over), trustEntry({ key: stranger.publicKey })) } });
}

function revoked(runtime: FakeRuntime): readonly (string | undefined)[] {
  const [entry, other] = readTrustList("trust.json", runtime).entries;
  return [entry?.revokedAt, entry?.reason, other?.revokedAt];
}

describe("revokeKey()", () => {
  test("notes it in the list, of this key alone, and in the log", () => {
    const runtime = started();
    const { json } = revokeKey(request, runtime);
    expect(json).toEqual({ key_id: keyId, revoked_at: now, reason: "lost", line: 1, trust: "trust.json" });
    expect(revoked(runtime)).toEqual([now, "lost", undefined]);
    expect(runtime.events).toEqual([
      {
        event: "key.revoked",
        ts: now,
        subject: { "trust.json": runtime.sha256(runtime.disk.get("trust.json")!) },
        data: { key_id: keyId, reason: "lost", revoked_at: now },
      },
    ]);
  });

  test("takes an earlier time, and later one that is earlier still", () => {
    const runtime = started();
    revokeKey({ ...request, at: "2026-01-01T12:00:00Z" }, runtime);
    revokeKey({ ...request, at: "2026-01-01", reason: "stolen" }, runtime);
    expect(revoked(runtime)).toEqual(["2026-01-01T00:00:00Z", "stolen", undefined]);
    expect(runtime.events.map(({ ts }) => ts)).toEqual([now, now]);
  });

  test.each([
    ["a key that is not listed", { keyId: "ab".repeat(32) }, {}, "USAGE_KEY_INVALID"],
    ["a key that is revoked already", {}, { revokedAt: "2026-01-01T00:00:00Z" }, "USAGE_KEY_INVALID"],
    ["no reason", { reason: "  " }, {}, "USAGE_BAD_VALUE"],
    ["a novel for a reason", { reason: "x".repeat(501) }, {}, "USAGE_BAD_VALUE"],
    ["a time that is still to come", { at: "2026-01-02T03:04:06Z" }, {}, "USAGE_BAD_VALUE"],
    ["a time that is none", { at: "yesterday" }, {}, "USAGE_BAD_VALUE"],
    ["a list that is not there", { trust: "none.json" }, {}, "USAGE_KEY_MISSING"],
  ])("refuses %s, and changes nothing", (_, over, entry, code) => {
    const runtime = started(entry);
    const before = new Map(runtime.disk);
    expect(codeOf(() => revokeKey({ ...request, ...over }, runtime))).toBe(code);
    expect(new Map(runtime.disk)).toEqual(before);
    expect(runtime.events).toEqual([]);
  });
});
