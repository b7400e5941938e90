import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { joinBytes } from "../../src/standards/bytes.ts";
import { rawPublicKey } from "../../src/standards/raw-key.ts";
import {
  allowedSigner,
  parseSshSignature,
  sshPublicKey,
  sshSignature,
  sshSignedData,
  verifySshSignature,
} from "../../src/standards/ssh-signature.ts";
import { sshStrings } from "../../src/standards/ssh-wire.ts";
import { ed25519, p256, type SamplePair, stranger } from "../support/sample-keys.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const namespace = "fixops-evidence";
const message = utf8("the manifest\n");

function signed({ publicKey, signer }: SamplePair, text = message, forWhat = namespace): string {
  return sshSignature({ publicKey, namespace: forWhat, signature: signer.sign(sshSignedData(text, forWhat)) });
}

/** A signature of given fields, whatever they are, in the armour of ssh-keygen. */
function armoured(fields: Parameters<typeof sshStrings>[0], head = "SSHSIG\u0000\u0000\u0000\u0001"): string {
  const text = joinBytes([utf8(head), sshStrings(fields)]).toBase64();
  return `-----BEGIN SSH SIGNATURE-----\n${text.replaceAll(/.{70}(?=.)/g, "$&\n")}\n-----END SSH SIGNATURE-----\n`;
}

// The signature that PROTOCOL.sshsig shows is too old to name its hash; this one was made by ssh-keygen 9.2.
const fromSshKeygen = `-----BEGIN SSH SIGNATURE-----
U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgYbVTMJIStw/ioDjfaASOjnaPBL
cW8bpuSmZbGUsjlbsAAAABYQAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gtZWQyNTUxOQAA
AECPgWf+wEG8yYlheMl/PJzPcihE1zKLogHXbO34NaZSZIMwmlF5JNHsZXlqqnESnDcYNw
4gzNjTNULWL97aBf4F
-----END SSH SIGNATURE-----
`;

test("sshSignedData() is the preamble, the namespace and the digest", () => {
  const digest =
    "9b71d224bd62f3785d96d46ad3ea3d73319bfbc2890caadae2dff72519673ca72323c3d99ba5c11d7c7acc6e14b8c5da0c4663475c2e5c3adef46f73bcdec043";
  const head = "SSHSIG\0\0\0\x01a\0\0\0\0\0\0\0\x06sha512\0\0\0\x40";
  expect(sshSignedData(utf8("hello"), "a")).toEqual(joinBytes([utf8(head), Uint8Array.fromHex(digest)]));
  expect(() => sshSignedData(message, "")).toThrow(RangeError);
});

test("parseSshSignature() reads what ssh-keygen wrote, and it holds", () => {
  const read = parseSshSignature(fromSshKeygen);
  expect([read.namespace, read.publicKey.algorithm, read.signature.length]).toEqual(["a", "ed25519", 64]);
  expect(sshSignature(read)).toBe(fromSshKeygen);
  expect(verifySshSignature(fromSshKeygen, utf8("hello"), "a", [read.publicKey]).holds).toBe(true);
});

describe.each([
  ["Ed25519", ed25519],
  ["ECDSA P-256", p256],
])("a signature with %s", (_, pair) => {
  const text = signed(pair);

  test("holds under its key, for its message and namespace alone", () => {
    const keys = [stranger.publicKey, pair.publicKey];
    expect(verifySshSignature(text, message, namespace, keys)).toEqual({ holds: true, key: pair.publicKey });
    expect(verifySshSignature(text, message.subarray(1), namespace, keys).holds).toBe(false);
    expect(verifySshSignature(text, message, "file", keys).holds).toBe(false);
    expect(verifySshSignature(text, message, namespace, [stranger.publicKey]).holds).toBe(false);
    expect(verifySshSignature(text, message, namespace, []).holds).toBe(false);
  });

  test("is written as it was read", () => {
    const read = parseSshSignature(text);
    expect(read.publicKey.keyId).toBe(pair.publicKey.keyId);
    expect(sshSignature(read)).toBe(text);
  });

  test("does not hold with any one bit of the text changed, nor with a character taken away, nor with one more", () => {
    const bytes = utf8(text);
    const accepted: string[] = [];
    const tryBytes = (what: string, changed: Uint8Array): void => {
      if (isAccepted(new TextDecoder("latin1").decode(changed), pair)) accepted.push(what);
    };
    for (let at = 0; at < bytes.length; at++) {
      for (let bit = 0; bit < 8; bit++) {
        tryBytes(`bit ${bit} of ${at}`, bytes.with(at, (bytes[at] ?? 0) ^ (1 << bit)));
      }
      tryBytes(`cut at ${at}`, bytes.subarray(0, at));
      tryBytes(`without ${at}`, joinBytes([bytes.subarray(0, at), bytes.subarray(at + 1)]));
      tryBytes(`twice ${at}`, joinBytes([bytes.subarray(0, at + 1), bytes.subarray(at)]));
      tryBytes(`line feed before ${at}`, joinBytes([bytes.subarray(0, at), utf8("\n"), bytes.subarray(at)]));
    }
    expect(accepted).toEqual([]);
  });
});

function isAccepted(text: string, { publicKey }: SamplePair): boolean {
  try {
    return verifySshSignature(text, message, namespace, [publicKey]).holds;
  } catch {
    return false;
  }
}

const good = ((): Readonly<Record<"key" | "signature", Uint8Array>> => {
  const bytes = ed25519.signer.sign(sshSignedData(message, namespace));
  return {
    key: sshStrings(["ssh-ed25519", rawPublicKey(ed25519.publicKey)]),
    signature: sshStrings(["ssh-ed25519", bytes]),
  };
})();

test("armoured() of the tests makes what is accepted", () => {
  expect(armoured([good.key, namespace, "", "sha512", good.signature])).toBe(signed(ed25519));
});

const raw = rawPublicKey(p256.publicKey);

test.each([
  ["nothing", "", SyntaxError],
  ["text", "hello", SyntaxError],
  ["carriage returns", signed(ed25519).replaceAll("\n", "\r\n"), SyntaxError],
  ["other lines", signed(ed25519).replace(/(.{60})(.{10})\n/, "$1\n$2"), SyntaxError],
  ["no line feed at the end", signed(ed25519).trimEnd(), SyntaxError],
  ["two signatures", signed(ed25519).repeat(2), SyntaxError],
  ["a signature of PGP", signed(ed25519).replaceAll("SSH", "PGP"), SyntaxError],
  ["a byte order mark", `\ufeff${signed(ed25519)}`, SyntaxError],
  ["a text without end", signed(ed25519).padEnd(5000, "\n"), SyntaxError],
  ["another magic", armoured([good.key, namespace, "", "sha512", good.signature], "SSHSIH\0\0\0\x01"), SyntaxError],
  ["version 2", armoured([good.key, namespace, "", "sha512", good.signature], "SSHSIG\0\0\0\x02"), SyntaxError],
  ["no namespace", armoured([good.key, "", "", "sha512", good.signature]), SyntaxError],
  ["a reserved field", armoured([good.key, namespace, "x", "sha512", good.signature]), SyntaxError],
  ["another hash", armoured([good.key, namespace, "", "sha256", good.signature]), SyntaxError],
  ["no signature", armoured([good.key, namespace, "", "sha512"]), SyntaxError],
  ["six fields", armoured([good.key, namespace, "", "sha512", good.signature, ""]), SyntaxError],
  ["a short signature", armoured([good.key, namespace, "", "sha512", good.signature.subarray(0, -1)]), SyntaxError],
  [
    "a signature of 63 bytes",
    armoured([good.key, namespace, "", "sha512", sshStrings(["ssh-ed25519", raw.subarray(1)])]),
    SyntaxError,
  ],
  [
    "a signature of another type",
    armoured([good.key, namespace, "", "sha512", sshStrings(["ssh-ed448", raw])]),
    SyntaxError,
  ],
  [
    "a key of 31 bytes",
    armoured([sshStrings(["ssh-ed25519", raw.subarray(33)]), namespace, "", "sha512", good.signature]),
    SyntaxError,
  ],
  [
    "a key with something left over",
    armoured([sshStrings(["ssh-ed25519", raw.subarray(32), ""]), namespace, "", "sha512", good.signature]),
    SyntaxError,
  ],
  [
    "a compressed point",
    armoured([
      sshStrings(["ecdsa-sha2-nistp256", "nistp256", Uint8Array.of(2, ...raw.subarray(32))]),
      namespace,
      "",
      "sha512",
      good.signature,
    ]),
    SyntaxError,
  ],
  [
    "another curve",
    armoured([
      sshStrings(["ecdsa-sha2-nistp256", "nistp384", Uint8Array.of(4, ...raw)]),
      namespace,
      "",
      "sha512",
      sshStrings(["ecdsa-sha2-nistp256", sshStrings([Uint8Array.of(1), Uint8Array.of(1)])]),
    ]),
    SyntaxError,
  ],
  [
    "a key of RSA",
    armoured([sshStrings(["ssh-rsa", Uint8Array.of(1), Uint8Array.of(2)]), namespace, "", "sha512", good.signature]),
    RangeError,
  ],
  [
    "a key of hardware",
    armoured([
      sshStrings(["sk-ssh-ed25519@openssh.com", raw.subarray(32), "ssh:"]),
      namespace,
      "",
      "sha512",
      good.signature,
    ]),
    RangeError,
  ],
])("parseSshSignature() refuses %s", (_, text, kind) => {
  expect(() => parseSshSignature(text)).toThrow(kind);
});

test.each([
  ["Ed25519", ed25519, new Uint8Array(63)],
  ["Ed25519", ed25519, p256.signer.sign(message)],
  ["ECDSA", p256, new Uint8Array(64)],
  ["ECDSA", p256, new Uint8Array()],
])("sshSignature() refuses what is no signature of %s", (_, { publicKey }, signature) => {
  expect(() => sshSignature({ publicKey, namespace, signature })).toThrow(SyntaxError);
});

test("sshPublicKey() and allowedSigner() write lines of ssh", () => {
  expect(sshPublicKey(p256.publicKey)).toMatch(
    /^ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBB[\w+/]+=$/,
  );
  const line = allowedSigner({ principal: "ci@example.org", namespace, publicKey: ed25519.publicKey });
  expect(line).toMatch(/^ci@example\.org namespaces="fixops-evidence" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI[\w+/]+$/);
});

test.each(["", "a b", "*", "a,b", "!a", 'a"', "a\n", "#a", "a".repeat(129)])(
  "allowedSigner() refuses the name %j",
  (name) => {
    const { publicKey } = ed25519;
    expect(() => allowedSigner({ principal: name, namespace, publicKey })).toThrow(RangeError);
    expect(() => allowedSigner({ principal: "ci", namespace: name, publicKey })).toThrow(RangeError);
  },
);

test("sshSignature() holds for any message and namespace", () => {
  const texts = fc.string({ minLength: 1, maxLength: 100, unit: "binary" });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), texts, fc.constantFrom(ed25519, p256), (bytes, forWhat, pair) => {
      const text = signed(pair, bytes, forWhat);
      expect(verifySshSignature(text, bytes, forWhat, [pair.publicKey]).holds).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test("parseSshSignature() throws nothing but SyntaxErrors and RangeErrors", () => {
  const value = fc.oneof(
    fc.string(),
    fc.uint8Array({ maxLength: 90 }),
    fc.constantFrom("", "sha512", good.key, good.signature),
  );
  fc.assert(
    fc.property(fc.array(value, { maxLength: 6 }), (values) => {
      try {
        parseSshSignature(armoured(values));
      } catch (error) {
        expect(error instanceof SyntaxError || error instanceof RangeError).toBe(true);
      }
    }),
  );
});
