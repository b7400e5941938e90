import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { identityToRecipient } from "age-encryption";
import { age } from "../../src/doors/system/age.ts";
import { decodeBech32 } from "../../src/standards/bech32.ts";
import { joinBytes } from "../../src/standards/bytes.ts";
import { hmacSha256 } from "../../src/standards/fernet.ts";
import { hkdfSha256 } from "../../src/standards/log-key.ts";
import { derOfMpints, mpintsOfDer } from "../../src/standards/ssh-wire.ts";
import { encodeBech32 } from "../support/bech32.ts";
import { hasShared, shared } from "../support/shared.ts";
import { bytesOf } from "../support/workspace.ts";

/**
 * Wycheproof for what log keys, SSH signatures and age are made of. Ed25519 and ECDSA are in `standards/signature.test.ts`,
 * AES-CBC and HMAC in `standards/fernet.test.ts`.
 */

type Case<T> = T & { readonly tcId: number; readonly result: string; readonly flags: readonly string[] };

function casesOf<T>(file: string): readonly Case<T>[] {
  const suite: { readonly testGroups: readonly { readonly tests: readonly Case<T>[] }[] } = JSON.parse(
    readFileSync(shared(`vectors/wycheproof/${file}`), "utf8"),
  );
  return suite.testGroups.flatMap(({ tests }) => tests);
}

const hex = (text: string): Uint8Array => Uint8Array.fromHex(text);

/** What a function gives; undefined when it throws. */
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

describe.skipIf(!hasShared)("Wycheproof", () => {
  test("HKDF-SHA256, of log keys and of age", () => {
    const cases = casesOf<{ ikm: string; salt: string; info: string; size: number; okm: string }>(
      "hkdf_sha256_test.json",
    );
    for (const { ikm, salt, info, size, okm, result } of cases) {
      const found = attempt(() => hkdfSha256(hex(ikm), hex(salt), hex(info), size));
      expect(found?.toHex()).toBe(result === "valid" ? okm : undefined);
    }
    expect(cases).toHaveLength(86);
  });

  test("ChaCha20-Poly1305, of age", () => {
    type Aead = { key: string; iv: string; aad: string; msg: string; ct: string; tag: string };
    const cases = casesOf<Aead>("chacha20_poly1305_test.json");
    for (const { key, iv, aad, msg, ct, tag, result } of cases) {
      const plain = attempt(() => chacha20poly1305(hex(key), hex(iv), hex(aad)).decrypt(hex(ct + tag)));
      expect(plain?.toHex()).toBe(result === "valid" ? msg : undefined);
      if (result !== "valid") continue;
      expect(chacha20poly1305(hex(key), hex(iv), hex(aad)).encrypt(hex(msg)).toHex()).toBe(ct + tag);
    }
    expect(cases).toHaveLength(325);
  });

  test("X25519, as age uses it", async () => {
    const cases = casesOf<{ public: string; private: string; shared: string }>("x25519_test.json");
    const wrong: number[] = [];
    for (const { tcId, private: scalar, public: share, shared: secret, flags } of cases) {
      const identity = encodeBech32("age-secret-key-", hex(scalar)).toUpperCase();
      const file = ageFile(hex(share), hex(secret), decodeBech32(await identityToRecipient(identity)).bytes);
      const opened = await age.decrypt(file, [identity]).catch(() => undefined);
      // RFC 7748 §6.1 lets the secret of zeros be refused, and age does; all the other vectors must agree.
      if ((opened === undefined) !== flags.includes("ZeroSharedSecret")) wrong.push(tcId);
    }
    expect(wrong).toEqual([]);
    expect(cases).toHaveLength(518);
  });

  test("the DER of ECDSA, to SSH and back", () => {
    const cases = casesOf<{ sig: string }>("ecdsa_secp256r1_sha256_test.json");
    const wrong: number[] = [];
    for (const { tcId, sig, result } of cases) {
      const there = attempt(() => mpintsOfDer(hex(sig)));
      const andBack = there === undefined ? undefined : derOfMpints(there).toHex();
      const isRight = andBack === sig || (andBack === undefined && result === "invalid");
      if (!isRight) wrong.push(tcId);
    }
    expect(wrong).toEqual([]);
    expect(cases).toHaveLength(484);
  });
});

/** An age file (c2sp.org/age) of no text, for one share and the secret that its recipient has in common with it. */
function ageFile(share: Uint8Array, secret: Uint8Array, recipient: Uint8Array): Uint8Array {
  const fileKey = bytesOf("YELLOW SUBMARINE");
  const wrapKey = hkdfSha256(secret, joinBytes([share, recipient]), bytesOf("age-encryption.org/v1/X25519"), 32);
  const body = bare(chacha20poly1305(wrapKey, new Uint8Array(12)).encrypt(fileKey));
  const header = `age-encryption.org/v1\n-> X25519 ${bare(share)}\n${body}\n---`;
  const mac = hmacSha256(hkdfSha256(fileKey, new Uint8Array(), bytesOf("header"), 32), bytesOf(header));
  const nonce = new Uint8Array(16);
  const lastChunk = new Uint8Array(12).with(11, 1);
  const payload = chacha20poly1305(hkdfSha256(fileKey, nonce, bytesOf("payload"), 32), lastChunk).encrypt(
    new Uint8Array(),
  );
  return joinBytes([bytesOf(`${header} ${bare(mac)}\n`), nonce, payload]);
}

function bare(bytes: Uint8Array): string {
  return bytes.toBase64({ omitPadding: true });
}
