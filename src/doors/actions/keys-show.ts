import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { keyIdOf } from "../../evidence/seal.ts";
import { evidenceNamespace } from "../../evidence/ssh.ts";
import { parseIdentities, parseRecipients, recipientKind } from "../../standards/age-key.ts";
import { encodeBase64 } from "../../standards/base64.ts";
import { parseFernetKey } from "../../standards/fernet.ts";
import { deriveLogKey } from "../../standards/log-key.ts";
import { publicKeyOfPrivate } from "../../standards/private-key.ts";
import { rawPublicKey } from "../../standards/raw-key.ts";
import { type PublicKey, parsePublicKey } from "../../standards/signature.ts";
import { verifierKey } from "../../standards/signed-note.ts";
import { allowedSigner, sshPublicKey } from "../../standards/ssh-signature.ts";
import { describeKey, factLines, type KeyFacts, keyFacts } from "./key-facts.ts";
import { readKeyFile } from "./key-file.ts";
import type { Result } from "./result.ts";

export type ShowKeyRequest = {
  readonly path: string;
  /** Name of a log, which is the first line of its checkpoints. */
  readonly log?: string | undefined;
};

/** A key takes some hundred bytes; a file may hold several of age. */
const maxBytes = 16_384;

/**
 * What a key is. A file with a private key must be its owner's alone; of it the public half is shown, in the forms that
 * others want: PEM, SSH, and that of the log key which is made of it. Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID.
 */
export async function showKey({ path, log }: ShowKeyRequest, runtime: Runtime): Promise<Result> {
  const bytes = readKeyFile({ path, what: "the key", givenBy: "FILE" }, maxBytes, runtime);
  try {
    const text = new TextDecoder().decode(bytes);
    if (text.includes("PUBLIC KEY")) return shownPublic(parsePublicKey(text), log);
    if (text.startsWith("age1")) return shownRecipients(parseRecipients(text));
    return await shownSecret(runtime.readSecret({ file: path }), log, runtime);
  } catch (cause) {
    if (cause instanceof FixopsError) throw cause;
    throw new FixopsError("USAGE_KEY_INVALID", `${path} is no key that is used here: ${reasonOf(cause)}`, {
      where: { file: path },
      hint: "give an Ed25519 or ECDSA P-256 key in PEM (PKCS #8, or its public half), an age identity, or a Fernet key",
      cause,
    });
  }
}

async function shownSecret(secret: string, log: string | undefined, runtime: Runtime): Promise<Result> {
  if (secret.includes("AGE-SECRET-KEY-")) {
    const age = await runtime.age();
    return shownRecipients(await Promise.all(parseIdentities(secret).map(age.recipientOf)));
  }
  if (!secret.includes("-----BEGIN")) {
    return describeKey({ algorithm: "fernet", key_id: keyIdOf(parseFernetKey(secret)) });
  }
  const derived = publicKeyOfPrivate(deriveLogKey(secret).pem);
  return shownSigner(publicKeyOfPrivate(secret), logFacts(derived, log));
}

function shownRecipients(recipients: readonly string[]): Result {
  const text = recipients.map((recipient) => factLines({ algorithm: `age ${recipientKind(recipient)}`, recipient }));
  return { text: text.join(""), json: { algorithm: "age", recipients }, exitCode: 0 };
}

/** Of a public key nobody can tell the log key that is made of the private one; it may be a log key itself. */
function shownPublic(key: PublicKey, log: string | undefined): Result {
  return shownSigner(key, log === undefined ? undefined : logFacts(key, log));
}

function shownSigner(key: PublicKey, logKey: KeyFacts | undefined): Result {
  const ssh = {
    ssh_public_key: sshPublicKey(key),
    allowed_signers: allowedSigner({ principal: "fixops", namespace: evidenceNamespace, publicKey: key }),
  };
  const parts = [
    factLines(keyFacts(key)),
    `\nFor ssh-keygen -Y verify\n${ssh.ssh_public_key}\n${ssh.allowed_signers}\n`,
  ];
  const logText = logKey === undefined ? [] : [`\nLog key, for checkpoints\n${factLines(logKey)}`];
  const json = { ...keyFacts(key), ...ssh, ...(logKey && { log_key: logKey }) };
  return { text: [...parts, ...logText].join(""), json, exitCode: 0 };
}

/** The name of a verifier key (c2sp.org/signed-note) is that of the log, so there is none before there is a log. */
function logFacts(key: PublicKey, log: string | undefined): KeyFacts {
  if (key.algorithm !== "ed25519")
    throw new RangeError(`checkpoints are signed with Ed25519, and it is ${key.algorithm}`);
  const raw = rawPublicKey(key);
  return {
    key_id: key.keyId,
    base64: encodeBase64(raw),
    ...(log !== undefined && { verifier_key: verifierKey(log, raw) }),
    public_key: key.pem,
  };
}
