import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { ageEncryption, fernetEncryption, type SealOptions } from "../../evidence/seal.ts";
import type { Overlay } from "../../overlay/schema.ts";
import { checkRecipients, parseRecipients } from "../../standards/age-key.ts";
import { type KeySource, requireEvidenceKey } from "./evidence-key.ts";
import { readKeyFile } from "./key-file.ts";

export type SealSource = KeySource & {
  /** age recipients; any ask for encryption. */
  readonly recipients?: readonly string[] | undefined;
  readonly recipientFiles?: readonly string[] | undefined;
};

/**
 * How evidence is sealed, as overlay and flags say: for recipients when there are any, else under a Fernet key.
 * Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID, USAGE_BAD_VALUE.
 */
export function sealOptions(
  { evidence }: Pick<Overlay, "evidence">,
  request: SealSource & { readonly asOf: string },
  runtime: Runtime,
): SealOptions {
  const { compress, encrypt, max_bytes: maxBytes } = evidence;
  const named = recipientsOf(request, runtime);
  if (!(encrypt || named.length > 0)) {
    refuseIdleKey(request);
    return { compress, maxBytes };
  }
  const recipients = together([...named, ...evidence.recipients]);
  if (recipients.length > 0) {
    const port = { encrypt: async (bytes: Uint8Array) => (await runtime.age()).encrypt(bytes, recipients) };
    return { compress, maxBytes, encryption: ageEncryption(recipients, port) };
  }
  if (evidence.app_keys === true) throw noPeople();
  const key = requireEvidenceKey(request, runtime);
  const nonce = { iv: () => runtime.randomBytes(ivLength), now: Date.parse(request.asOf) / 1000 };
  return { compress, maxBytes, encryption: fernetEncryption(key, nonce) };
}

function noPeople(): FixopsError {
  return new FixopsError(
    "USAGE_KEY_MISSING",
    "evidence.app_keys needs recipients that the key of the application is for",
    {
      hint: "name them in evidence.recipients of the overlay, or with --recipient age1…",
    },
  );
}

/** AES block length, the IV of a Fernet token. */
const ivLength = 16;

/** A list of recipients is some lines long; a hybrid one takes two thousand characters. */
const maxFileBytes = 1024 * 1024;

function recipientsOf({ recipients = [], recipientFiles = [] }: SealSource, runtime: Runtime): readonly string[] {
  try {
    return [...checkRecipients(recipients), ...recipientFiles.flatMap((file) => readRecipients(file, runtime))];
  } catch (cause) {
    if (cause instanceof FixopsError) throw cause;
    throw new FixopsError("USAGE_KEY_INVALID", `a value of --recipient is no age recipient: ${reasonOf(cause)}`, {
      hint: "give the public half of a key pair, age1…, as age-keygen -y or fixops keys show prints it",
      cause,
    });
  }
}

/** Each recipient once. Those of one place can share a file, and all have to. */
function together(recipients: readonly string[]): readonly string[] {
  try {
    return checkRecipients(recipients);
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `the recipients cannot be used together: ${reasonOf(cause)}`, {
      hint: "give recipients of one kind, those of evidence.recipients in the overlay included",
      cause,
    });
  }
}

function readRecipients(file: string, runtime: Runtime): readonly string[] {
  const given = { path: file, what: "the list of recipients", givenBy: "--recipients-file" };
  const text = new TextDecoder().decode(readKeyFile(given, maxFileBytes, runtime));
  try {
    return parseRecipients(text);
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `${file} is no list of age recipients: ${reasonOf(cause)}`, {
      where: { file },
      hint: "one recipient a line, age1…; lines that start with # are comments",
      cause,
    });
  }
}

function refuseIdleKey({ keyFile, keyFd }: KeySource): void {
  if (keyFile === undefined && keyFd === undefined) return;
  throw new FixopsError("USAGE_BAD_VALUE", "an evidence key was given, and the evidence is not to be encrypted", {
    hint: "add --encrypt, or leave the key out",
  });
}
