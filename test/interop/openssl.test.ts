import { describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { signer } from "../../src/doors/system/signer.ts";
import { deriveLogKey } from "../../src/standards/log-key.ts";
import { publicKeyOfRaw, rawPrivateKey } from "../../src/standards/raw-key.ts";
import { shell } from "../support/child.ts";
import { hasNeed } from "../support/needs.ts";
import { samplePair } from "../support/sample-keys.ts";
import { bytesOf, workspace } from "../support/workspace.ts";

const fresh = workspace();

describe.skipIf(!hasNeed("openssl")).each(["ed25519", "ecdsa-p256"] as const)(
  "openssl, of the log key of %s",
  (algorithm) => {
    const numbers = [0, 1, 2, 254];

    test.each(numbers)("derives the same from key %i", (number) => {
      const { privateKey } = samplePair(algorithm, number);
      const options = `-kdfopt digest:SHA256 -kdfopt hexkey:${rawPrivateKey(privateKey).toHex()}`;
      const context = "-kdfopt 'info:fixops checkpoint key v1'";
      const { stdout } = shell(`openssl kdf -keylen 32 -binary ${options} ${context} HKDF | od -An -v -tx1`, fresh());
      expect(stdout.replaceAll(/\s/g, "")).toBe(rawPrivateKey(deriveLogKey(privateKey).pem).toHex());
    });

    test.each(numbers)("reads the one of key %i, and each verifies what the other signed", (number) => {
      const directory = fresh();
      const { publicKey, pem } = deriveLogKey(samplePair(algorithm, number).privateKey);
      const key = publicKeyOfRaw("ed25519", publicKey);
      const message = bytesOf("checkpoint\n");
      writeFileSync(join(directory, "key"), pem);
      writeFileSync(join(directory, "public"), key.pem);
      writeFileSync(join(directory, "message"), message);
      writeFileSync(join(directory, "ours"), signer({ privateKey: pem }).sign(message));
      const commands = [
        "openssl pkeyutl -verify -pubin -inkey public -rawin -in message -sigfile ours",
        "openssl pkeyutl -sign -inkey key -rawin -in message -out theirs",
        "openssl pkey -in key -pubout | cmp - public",
        "base64 -w0 theirs",
      ];
      const { exitCode, stdout } = shell(commands.join(" && "), directory);
      expect(exitCode).toBe(0);
      const theirs = Uint8Array.fromBase64(stdout.trim().split("\n").at(-1) ?? "");
      expect(key.verify(message, theirs)).toBe(true);
    });
  },
);
