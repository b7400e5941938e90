import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { keyIdOf } from "../../evidence/seal.ts";
import { encodeBase64Url } from "../../standards/base64url.ts";
import { parseFernetKey } from "../../standards/fernet.ts";
import { makePrivateKey, publicKeyOfPrivate } from "../../standards/private-key.ts";
import type { PublicKey } from "../../standards/signature.ts";
import { clockOf } from "./clock.ts";
import { describeKey, keyFacts } from "./key-facts.ts";
import type { Result } from "./result.ts";

export type GenerateKeyRequest = {
  readonly type: PublicKey["algorithm"] | "fernet" | "age";
  readonly output: string;
};

/** Two halves of 16 bytes (Fernet specification). */
const fernetBytes = 32;

/**
 * Writes a new key to a file of its own, and the public half beside it; no key is printed.
 * Throws IO_EXISTS when either file is there already.
 */
export async function generateKey({ type, output }: GenerateKeyRequest, runtime: Runtime): Promise<Result> {
  if (type === "fernet") return generateFernetKey(output, runtime);
  return type === "age" ? await generateIdentity(output, runtime) : generateSigningKey({ type, output }, runtime);
}

function generateFernetKey(output: string, runtime: Runtime): Result {
  const text = encodeBase64Url(runtime.randomBytes(fernetBytes));
  runtime.files.create(output, utf8(`${text}\n`));
  const id = keyIdOf(parseFernetKey(text));
  return describeKey({ algorithm: "fernet", key_id: id, private_key: output });
}

/** The file as age-keygen writes it, and the recipient beside it. */
async function generateIdentity(output: string, runtime: Runtime): Promise<Result> {
  const publicFile = freePublicFile(output, runtime);
  const { identity, recipient } = await (await runtime.age()).newIdentity();
  const created = clockOf(runtime, undefined);
  runtime.files.create(output, utf8(`# created: ${created}\n# public key: ${recipient}\n${identity}\n`));
  runtime.files.create(publicFile, utf8(`${recipient}\n`));
  return describeKey({ algorithm: "age", recipient, private_key: output, public_key_file: publicFile });
}

function freePublicFile(output: string, runtime: Runtime): string {
  const publicFile = `${output}.pub`;
  if (!runtime.files.isSame(publicFile, publicFile)) return publicFile;
  throw new FixopsError("IO_EXISTS", `${publicFile} exists already`, {
    where: { file: publicFile },
    hint: "name another file: nothing is overwritten",
  });
}

function generateSigningKey(
  { type, output }: { readonly type: PublicKey["algorithm"]; readonly output: string },
  runtime: Runtime,
): Result {
  const publicFile = freePublicFile(output, runtime);
  const pem = makePrivateKey(type, runtime.randomBytes);
  const key = publicKeyOfPrivate(pem);
  runtime.files.create(output, utf8(pem));
  runtime.files.create(publicFile, utf8(key.pem));
  return describeKey({ ...keyFacts(key), private_key: output, public_key_file: publicFile });
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
