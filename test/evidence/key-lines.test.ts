import { describe, expect, test } from "bun:test";
import { checkKeyLines, isKeyEvent, revocationEvent, rotationEvent } from "../../src/evidence/key-lines.ts";
import { ed25519, p256, samplePair, stranger } from "../support/sample-keys.ts";
import { loggedLines } from "../support/trust.ts";

const at = "2026-04-01T00:00:00Z";
const rotation = rotationEvent({ old: ed25519.signer, new: p256.signer }, at);
const revocation = revocationEvent({ keyId: ed25519.publicKey.keyId, reason: "lost", revokedAt: at }, at);
const other = rotationEvent({ old: stranger.signer, new: samplePair("ed25519", 3).signer }, at);

type Event = typeof rotation;

function statuses(events: readonly Event[]): readonly string[] {
  return checkKeyLines(loggedLines(events)).map(({ status, what, code = "" }) => `${status} ${what} ${code}`.trim());
}

function withData(event: Event, change: { readonly [name: string]: string | undefined }): Event {
  const data = Object.entries({ ...event.data, ...change }).filter(([, value]) => value !== undefined);
  return { ...event, data: Object.fromEntries(data) as NonNullable<Event["data"]> };
}

describe("checkKeyLines()", () => {
  test("passes rotations that both keys signed, and revocations, and says nothing of other lines", () => {
    expect(statuses([{ event: "decision.made", ts: at }, rotation, revocation])).toEqual(["pass key changes"]);
    expect(statuses([{ event: "decision.made", ts: at }])).toEqual([]);
  });

  const failed = ["fail key change in line 1 INTEGRITY_SIGNATURE"];

  test.each([
    ["another time", { ...rotation, ts: "2026-04-02T00:00:00Z" }],
    [
      "the old signature in the place of the new one",
      withData(rotation, { new_signature: `${rotation.data?.["old_signature"]}` }),
    ],
    ["the signature of another rotation", withData(rotation, { old_signature: `${other.data?.["old_signature"]}` })],
    [
      "another new key",
      withData(rotation, {
        new_key: `${other.data?.["new_key"]}`,
        new_public_key: `${other.data?.["new_public_key"]}`,
      }),
    ],
    ["an id that is not that of the key", withData(rotation, { old_key: "ab".repeat(32) })],
    ["a key that is none", withData(rotation, { new_public_key: "AAAA" })],
    ["no new signature", withData(rotation, { new_signature: undefined })],
    ["more than that", withData(rotation, { note: "x" })],
    ["no data", { event: "key.rotated", ts: at }],
    ["a revocation without reason", withData(revocation, { reason: "" })],
    ["a revocation of no key", withData(revocation, { key_id: "ab" })],
    ["a revocation at no time", withData(revocation, { revoked_at: "then" })],
  ])("fails a line with %s", (_, event) => {
    expect(statuses([event])).toEqual(failed);
  });

  test("fails a rotation that only one of the two signed", () => {
    const half = rotationEvent({ old: { ...ed25519.signer, sign: stranger.signer.sign }, new: p256.signer }, at);
    expect(statuses([half])).toEqual(failed);
    const mirrored = rotationEvent(
      { old: ed25519.signer, new: { ...p256.signer, sign: samplePair("ecdsa-p256", 4).signer.sign } },
      at,
    );
    expect(statuses([mirrored])).toEqual(failed);
  });
});

test("isKeyEvent() knows both events", () => {
  expect([rotation.event, revocation.event, "decision.made"].map(isKeyEvent)).toEqual([true, true, false]);
});
