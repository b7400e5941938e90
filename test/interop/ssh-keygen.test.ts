import { describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  allowedSigner,
  parseSshSignature,
  sshPublicKey,
  sshSignature,
  sshSignedData,
  verifySshSignature,
} from "../../src/standards/ssh-signature.ts";
import { shell } from "../support/child.ts";
import { hasNeed } from "../support/needs.ts";
import { type SamplePair, samplePair } from "../support/sample-keys.ts";
import { workspace } from "../support/workspace.ts";

const fresh = workspace();
const namespace = "fixops-evidence";
const verify = `ssh-keygen -Y verify -f allowed -I ci -n ${namespace} -s message.sig < message`;

function ours({ publicKey, signer }: SamplePair, message: Uint8Array): string {
  return sshSignature({ publicKey, namespace, signature: signer.sign(sshSignedData(message, namespace)) });
}

/** A directory with a message, our signature of it, and whom to believe. */
function withSignature(pair: SamplePair, message: Uint8Array): string {
  const directory = fresh();
  const line = allowedSigner({ principal: "ci", namespace, publicKey: pair.publicKey });
  writeFileSync(join(directory, "allowed"), `${line}\n`);
  writeFileSync(join(directory, "message"), message);
  writeFileSync(join(directory, "message.sig"), ours(pair, message));
  return directory;
}

const messageOf = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, index) => index * 13);

describe.skipIf(!hasNeed("ssh-keygen")).each(["ed25519", "ecdsa-p256"] as const)("ssh-keygen with %s", (algorithm) => {
  // Integers of ECDSA are shorter now and then: 40 keys and signatures meet some.
  test("verifies our signatures under 40 keys, of messages of many sizes", () => {
    for (let number = 0; number < 40; number++) {
      const directory = withSignature(samplePair(algorithm, number), messageOf(number ** 3));
      expect(shell(verify, directory).exitCode).toBe(0);
    }
  });

  test("refuses our signature of another message, for another namespace, or of another key", () => {
    const message = messageOf(100);
    const directory = withSignature(samplePair(algorithm, 1), message);
    expect(shell(verify, directory).exitCode).toBe(0);
    expect(shell(verify.replace(`-n ${namespace}`, "-n file"), directory).exitCode).not.toBe(0);
    writeFileSync(join(directory, "message.sig"), ours(samplePair(algorithm, 2), message));
    expect(shell(verify, directory).exitCode).not.toBe(0);
    writeFileSync(join(directory, "message.sig"), ours(samplePair(algorithm, 1), message.with(0, 1)));
    expect(shell(verify, directory).exitCode).not.toBe(0);
  });

  test("signs what we verify, each time with the text that we would have written", () => {
    const type = algorithm === "ed25519" ? "-t ed25519" : "-t ecdsa -b 256";
    const directory = fresh();
    expect(shell(`ssh-keygen -q ${type} -N '' -C '' -f key`, directory).exitCode).toBe(0);
    for (let number = 0; number < 40; number++) {
      const message = messageOf(number ** 3);
      writeFileSync(join(directory, "message"), message);
      expect(shell(`rm -f message.sig; ssh-keygen -q -Y sign -f key -n ${namespace} message`, directory).exitCode).toBe(
        0,
      );
      const text = readFileSync(join(directory, "message.sig"), "utf8");
      const read = parseSshSignature(text);
      expect(verifySshSignature(text, message, namespace, [read.publicKey]).holds).toBe(true);
      expect(sshSignature(read)).toBe(text);
      expect(sshPublicKey(read.publicKey)).toBe(readFileSync(join(directory, "key.pub"), "utf8").trim());
    }
  });
});

test.skipIf(!hasNeed("ssh-keygen"))("what we read is refused when ssh-keygen made it with another hash", () => {
  const directory = fresh();
  writeFileSync(join(directory, "message"), messageOf(10));
  const command =
    "ssh-keygen -q -t ed25519 -N '' -f key && ssh-keygen -q -Y sign -O hashalg=sha256 -f key -n a message";
  expect(shell(command, directory).exitCode).toBe(0);
  expect(() => parseSshSignature(readFileSync(join(directory, "message.sig"), "utf8"))).toThrow(SyntaxError);
});
