import { spawnSync } from "node:child_process";
import { sign as signWith } from "node:crypto";
import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Signer, SignerSource } from "../../domain/runtime.ts";
import { decodeBase64 } from "../../standards/base64.ts";
import { isPlainPath } from "../../standards/key-text.ts";
import { publicKeyOfPrivate } from "../../standards/private-key.ts";
import { type PublicKey, parsePublicKey } from "../../standards/signature.ts";
import { errnoOf } from "./errno.ts";

/** Somebody may have to touch a token; a command that hangs must not hold a pipeline for ever. */
const patienceMs = 60_000;

/** A signature has 64 to 72 bytes. */
const maxOutputBytes = 4096;

/** Variables that no child process needs to know. */
const secrets = ["FIXOPS_SIGNING_KEY", "FIXOPS_LOG_KEY", "FIXOPS_EVIDENCE_KEY", "FIXOPS_API_TOKEN"];

/** The port `signer`. No message repeats a key, and none of a command's output. */
export function signer(source: SignerSource): Signer {
  return "command" in source ? commandSigner(source, patienceMs) : keySigner(source.privateKey);
}

function keySigner(pem: string): Signer {
  const key = readKey(() => publicKeyOfPrivate(pem));
  const digest = key.algorithm === "ed25519" ? null : "sha256";
  return {
    publicKey: key.pem,
    sign: (message) => new Uint8Array(signWith(digest, message, { key: pem, dsaEncoding: "der" })),
  };
}

function readKey(read: () => PublicKey): PublicKey {
  try {
    return read();
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `the signing key cannot be used: ${reasonOf(cause)}`, {
      hint: "give an Ed25519 or ECDSA P-256 key in PKCS #8 PEM; openssl pkcs8 -topk8 -nocrypt converts others",
    });
  }
}

/**
 * A command that signs: the message on its standard input, the signature in base64 on its standard output, nothing else
 * there. What it says on standard error goes to ours: it may ask to touch a token.
 */
export function commandSigner(
  { command, publicKey }: { readonly command: string; readonly publicKey: string },
  timeoutMs: number,
): Signer {
  const key = readKey(() => parsePublicKey(publicKey));
  const [program = "", ...words] = command.split(" ").filter((word) => word !== "");
  if (program === "") throw new FixopsError("USAGE_KEY_INVALID", "exec: names no command that could sign");
  return {
    publicKey: key.pem,
    sign: (message) => {
      const signature = decodeBase64(run(program, words, { message, timeoutMs }).trim());
      if (signature === undefined) throw failed(program, "did not print a signature in base64");
      if (!key.verify(message, signature))
        throw failed(program, "printed a signature that does not hold under its public key");
      return signature;
    },
  };
}

type Job = { readonly message: Uint8Array; readonly timeoutMs: number };

function run(program: string, words: readonly string[], { message, timeoutMs }: Job): string {
  const { error, signal, status, stdout } = spawnSync(program, words, {
    input: message,
    stdio: ["pipe", "pipe", "inherit"],
    env: Object.fromEntries(Object.entries(process.env).filter(([name]) => !secrets.includes(name))),
    timeout: timeoutMs,
    killSignal: "SIGKILL",
    maxBuffer: maxOutputBytes,
  });
  if (errnoOf(error) === "ETIMEDOUT") throw failed(program, `took longer than ${timeoutMs / 1000} seconds`);
  if (error !== undefined) throw failed(program, `could not be run (${errnoOf(error) ?? "no reason is known"})`);
  if (signal !== null) throw failed(program, `was ended by ${signal}`);
  if (status !== 0) throw failed(program, `ended with exit code ${status}`);
  return new TextDecoder().decode(stdout);
}

/** Of the command only the program is named, and that only when it is one: a word such as `PIN=1234` may stand there. */
function failed(program: string, what: string): FixopsError {
  const name = isPlainPath(program) ? ` ${program}` : "";
  return new FixopsError("IO_SIGNER", `the signing command${name} ${what}`, {
    hint: "run it by hand, without a shell: it takes the bytes to sign on standard input and prints the raw signature in base64",
  });
}
