import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { keyIdOf } from "../../evidence/seal.ts";
import { encodeBase64Url } from "../../standards/base64url.ts";
import { parseFernetKey } from "../../standards/fernet.ts";
import { makePrivateKey, publicKeyOfPrivate } from "../../standards/private-key.ts";
import { type PublicKey, parsePublicKey } from "../../standards/signature.ts";
import { visibleText } from "../../standards/visible.ts";
import { readKeyFile } from "./key-file.ts";
import type { Result } from "./result.ts";

export type GenerateKeyRequest = { readonly type: "ed25519" | "ecdsa-p256" | "fernet"; readonly output: string };

/** Two halves of 16 bytes (Fernet specification). */
const fernetBytes = 32;

/**
 * Writes a new key to a file of its own, and the public half beside it; no key is printed.
 * Throws IO_EXISTS when either file is there already.
 */
export function generateKey({ type, output }: GenerateKeyRequest, runtime: Runtime): Result {
  return type === "fernet" ? generateFernetKey(output, runtime) : generateSigningKey({ type, output }, runtime);
}

function generateFernetKey(output: string, runtime: Runtime): Result {
  const text = encodeBase64Url(runtime.randomBytes(fernetBytes));
  runtime.files.create(output, utf8(`${text}\n`));
  const id = keyIdOf(parseFernetKey(text));
  return describe({ algorithm: "fernet", key_id: id, private_key: output });
}

function generateSigningKey(
  { type, output }: { readonly type: PublicKey["algorithm"]; readonly output: string },
  runtime: Runtime,
): Result {
  const publicFile = `${output}.pub`;
  if (runtime.files.isSame(publicFile, publicFile)) {
    throw new FixopsError("IO_EXISTS", `${publicFile} exists already`, {
      where: { file: publicFile },
      hint: "name another file: nothing is overwritten",
    });
  }
  const pem = makePrivateKey(type, runtime.randomBytes);
  const key = publicKeyOfPrivate(pem);
  runtime.files.create(output, utf8(pem));
  runtime.files.create(publicFile, utf8(key.pem));
  return describe({ ...factsOf(key), private_key: output, public_key_file: publicFile });
}

/** A key takes some hundred bytes. */
const maxBytes = 4096;

/**
 * What a key is. A file with a private key must be its owner's alone; of it the public half is shown.
 * Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID.
 */
export function showKey(file: string, runtime: Runtime): Result {
  const bytes = readKeyFile({ path: file, what: "the key", givenBy: "FILE" }, maxBytes, runtime);
  try {
    const text = new TextDecoder().decode(bytes);
    if (text.includes("PUBLIC KEY")) return describe(factsOf(parsePublicKey(text)));
    const secret = runtime.readSecret({ file });
    if (!secret.includes("-----BEGIN"))
      return describe({ algorithm: "fernet", key_id: keyIdOf(parseFernetKey(secret)) });
    return describe(factsOf(publicKeyOfPrivate(secret)));
  } catch (cause) {
    if (cause instanceof FixopsError) throw cause;
    throw new FixopsError("USAGE_KEY_INVALID", `${file} is no key that is used here: ${reasonOf(cause)}`, {
      where: { file },
      hint: "give an Ed25519 or ECDSA P-256 key in PEM (PKCS #8, or its public half), or a Fernet key",
      cause,
    });
  }
}

type Facts = { readonly [member: string]: string };

function factsOf({ algorithm, keyId, hint, pem }: PublicKey): Facts {
  return { algorithm, key_id: keyId, hint, public_key: pem };
}

function describe(facts: Facts): Result {
  const { public_key: pem, ...short } = facts;
  const width = Math.max(...Object.keys(short).map((name) => name.length));
  const lines = Object.entries(short).map(
    ([name, value]) => `${name.replaceAll("_", " ").padEnd(width)}  ${visibleText(value)}\n`,
  );
  return { text: `${lines.join("")}${pem ?? ""}`, json: facts, exitCode: 0 };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
