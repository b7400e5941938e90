import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { FernetKey } from "../../standards/fernet.ts";
import { type PublicKey, parsePublicKey } from "../../standards/signature.ts";
import { type KeySource, readEvidenceKey } from "./evidence-key.ts";
import { readKeyFile } from "./key-file.ts";

/** Where the keys come from that a run is verified with. */
export type VerifyKeySource = KeySource & {
  /** Files with public keys in PEM; a signature must be of one of them. */
  readonly publicKeyFiles?: readonly string[] | undefined;
};

/** What a run is verified with besides its log. */
export type VerifyKeys = { readonly key?: FernetKey | undefined; readonly publicKeys?: readonly PublicKey[] };

/** Throws USAGE_KEY_MISSING for a file that is not there, USAGE_KEY_INVALID for one that is no key. */
export function readVerifyKeys(source: VerifyKeySource, runtime: Runtime): VerifyKeys {
  const publicKeys = (source.publicKeyFiles ?? []).map((file) => readPublicKey(file, runtime));
  return { key: readEvidenceKey(source, runtime), publicKeys };
}

/** A public key in PEM takes some two hundred bytes. */
const maxBytes = 4096;

/** The public key of a file in PEM, which `givenBy` names. Throws as `readVerifyKeys` does. */
export function readPublicKey(file: string, runtime: Runtime, givenBy = "--key"): PublicKey {
  const bytes = readKeyFile({ path: file, what: "the public key", givenBy }, maxBytes, runtime);
  try {
    return parsePublicKey(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `${file} is no public key: ${reasonOf(cause)}`, {
      where: { file },
      hint: "give an Ed25519 or ECDSA P-256 public key in PEM, as `fixops keys show` prints it",
      cause,
    });
  }
}
