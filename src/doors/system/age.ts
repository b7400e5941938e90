import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from "age-encryption";
import { type ErrorCode, FixopsError, reasonOf } from "../../domain/error.ts";
import type { AgePort } from "../../domain/runtime.ts";
import { checkRecipients, identityKind } from "../../standards/age-key.ts";

/** The port `age`. The library's own words are not passed on: it repeats what it was given, and that may be a key. */
export const age: AgePort = { encrypt, decrypt, newIdentity, recipientOf };

async function encrypt(plain: Uint8Array, recipients: readonly string[]): Promise<Uint8Array> {
  if (recipients.length === 0) throw new FixopsError("USAGE_KEY_MISSING", "encryption with age needs a recipient");
  const checked = checkKeys("recipient", () => checkRecipients(recipients));
  const encrypter = new Encrypter();
  try {
    for (const recipient of checked) encrypter.addRecipient(recipient);
    return await encrypter.encrypt(plain);
  } catch {
    // The form was checked, so what is left is a point that gives no secret (RFC 7748 §6.1).
    throw invalid("a recipient has the form of a key, but nothing can be encrypted for it");
  }
}

async function decrypt(ciphertext: Uint8Array, identities: readonly string[]): Promise<Uint8Array> {
  if (identities.length === 0) throw new FixopsError("USAGE_KEY_MISSING", "decryption with age needs an identity");
  const decrypter = new Decrypter();
  for (const identity of identities) {
    checkKeys("identity", () => identityKind(identity));
    decrypter.addIdentity(identity);
  }
  try {
    return await decrypter.decrypt(ciphertext);
  } catch (error) {
    throw refused(error);
  }
}

async function newIdentity(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

async function recipientOf(identity: string): Promise<string> {
  checkKeys("identity", () => identityKind(identity));
  return await identityToRecipient(identity);
}

function checkKeys<T>(what: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw invalid(`an age ${what} cannot be used: ${reasonOf(error)}`);
  }
}

function invalid(message: string): FixopsError {
  return new FixopsError("USAGE_KEY_INVALID", message, {
    hint: "age-keygen makes identities and names their recipients",
  });
}

/** The library has one class of errors; its words tell the one case in which another identity would help. */
const noMatch = "no identity matched any of the file's recipients";

function refused(error: unknown): FixopsError {
  const code: ErrorCode = "INTEGRITY_DECRYPTION";
  if (reasonOf(error) === noMatch) {
    return new FixopsError(code, "the age file is for none of the given identities", {
      hint: "give the identity of one of the recipients that it was encrypted for",
    });
  }
  return new FixopsError(code, "the age file is damaged: its header or a part of its payload does not authenticate", {
    hint: "fetch it again from where it was kept",
  });
}
