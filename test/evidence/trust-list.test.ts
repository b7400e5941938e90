import { describe, expect, test } from "bun:test";
import { keysFor, parseTrustList, trustListText, trustSchema } from "../../src/evidence/trust-list.ts";
import { codeOf } from "../support/code-of.ts";
import { ed25519, p256, stranger } from "../support/sample-keys.ts";
import { trustEntry, trustList, trustText } from "../support/trust.ts";

const { publicKey } = ed25519;

/** An entry as it is written. */
const written = {
  key_id: publicKey.keyId,
  algorithm: "ed25519",
  public_key: publicKey.pem,
  usage: ["evidence"],
  valid_from: "2026-01-01T00:00:00Z",
};

function codeOfKeys(...keys: readonly object[]): string {
  return codeOf(() => parseTrustList(JSON.stringify({ schema: trustSchema, keys }), "trust.json"));
}

describe("parseTrustList()", () => {
  test("reads what trustListText() writes, every member of it", () => {
    const list = trustList(
      trustEntry(),
      trustEntry({
        key: stranger.publicKey,
        usage: ["evidence", "log"],
        validTo: "2027-01-01T00:00:00+02:00",
        revokedAt: "2026-06-01T00:00:00Z",
        reason: "lost",
      }),
    );
    const read = parseTrustList(trustListText(list), "trust.json");
    const comparable = ({ entries }: typeof list) => entries.map(({ key, ...rest }) => ({ ...rest, key: key.keyId }));
    expect(comparable(read)).toEqual(comparable(list));
    expect(trustListText(read)).toBe(trustListText(list));
  });

  test("takes what people write: other spacing, an empty list", () => {
    expect(codeOfKeys(written)).toBe("nothing thrown");
    expect(parseTrustList(`{"keys":[],"schema":"${trustSchema}"}`, "trust.json").entries).toEqual([]);
  });

  test.each([
    ["an id that is not the digest of its key", { ...written, key_id: stranger.publicKey.keyId }],
    ["an id in capitals", { ...written, key_id: publicKey.keyId.toUpperCase() }],
    ["a key of another algorithm than it says", { ...written, algorithm: "ecdsa-p256" }],
    ["an algorithm that is not used", { ...written, algorithm: "rsa" }],
    ["a private key", { ...written, public_key: ed25519.privateKey }],
    ["no key", { ...written, public_key: "key" }],
    ["a member that is not known", { ...written, revokedAt: "2026-01-01T00:00:00Z" }],
    ["no beginning", { ...written, valid_from: undefined }],
    ["a date for a time", { ...written, valid_to: "2027-01-01" }],
    ["a day that is not in the calendar", { ...written, valid_to: "2027-02-30T00:00:00Z" }],
    ["an end at its beginning", { ...written, valid_to: written.valid_from }],
    ["no usage", { ...written, usage: [] }],
    ["a usage that is not known", { ...written, usage: ["evidence", "code"] }],
    ["an empty reason", { ...written, reason: "" }],
    [
      "checkpoints by ECDSA",
      {
        ...written,
        usage: ["log"],
        algorithm: "ecdsa-p256",
        key_id: p256.publicKey.keyId,
        public_key: p256.publicKey.pem,
      },
    ],
  ])("refuses %s", (_, entry) => {
    expect(codeOfKeys(entry)).toBe("USAGE_KEY_INVALID");
  });

  test.each([
    ["no JSON", "{"],
    ["another schema", '{"schema":"fixops.trust/v2","keys":[]}'],
    ["another member at the top", `{"schema":"${trustSchema}","keys":[],"note":""}`],
    ["a member twice", `{"schema":"${trustSchema}","keys":[],"keys":[]}`],
    ["a key twice", trustText(trustEntry(), trustEntry({ validFrom: "2027-01-01T00:00:00Z" }))],
  ])("refuses %s", (_, text) => {
    expect(codeOf(() => parseTrustList(text, "trust.json"))).toBe("USAGE_KEY_INVALID");
  });
});

test("keysFor() gives the keys of a usage, ended ones as well", () => {
  const list = trustList(
    trustEntry({ validTo: "2026-02-01T00:00:00Z" }),
    trustEntry({ key: stranger.publicKey, usage: ["log"] }),
  );
  expect(keysFor(list, "evidence").map(({ keyId }) => keyId)).toEqual([publicKey.keyId]);
  expect(keysFor(list, "log").map(({ keyId }) => keyId)).toEqual([stranger.publicKey.keyId]);
});
