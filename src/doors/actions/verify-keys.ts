import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { keysFor } from "../../evidence/trust-list.ts";
import type { VerifyMeans } from "../../evidence/verify.ts";
import { rawPublicKey } from "../../standards/raw-key.ts";
import { type PublicKey, parsePublicKey } from "../../standards/signature.ts";
import { type KeySource, openingKeys } from "./evidence-key.ts";
import { readKeyFile } from "./key-file.ts";
import { readTrustList } from "./trust-file.ts";

/** Where the keys come from that a run is verified with. */
export type VerifyKeySource = KeySource & {
  /** Files with public keys in PEM; a signature must be of one of them. */
  readonly publicKeyFiles?: readonly string[] | undefined;
  /** Files with public keys in PEM that may sign checkpoints of the log. */
  readonly logKeyFiles?: readonly string[] | undefined;
  /** A trust list: whose signatures count, and when. */
  readonly trustFile?: string | undefined;
};

/** What a run is verified with besides its log. */
export type VerifyKeys = Omit<VerifyMeans, "log" | "now">;

/** Throws USAGE_KEY_MISSING for a file that is not there, USAGE_KEY_INVALID for one that is no key. */
export function readVerifyKeys(source: VerifyKeySource, runtime: Runtime): VerifyKeys {
  const publicKeys = (source.publicKeyFiles ?? []).map((file) => readPublicKey(file, runtime));
  const logKeys = (source.logKeyFiles ?? []).map((file) => readLogKey(file, runtime));
  const trust = source.trustFile === undefined ? undefined : readTrustList(source.trustFile, runtime);
  return {
    ...openingKeys(source, runtime),
    publicKeys: [...publicKeys, ...(trust ? keysFor(trust, "evidence") : [])],
    logKeys: [...logKeys, ...(trust ? keysFor(trust, "log").map(rawPublicKey) : [])],
    ...(trust && { trust: { list: trust } }),
  };
}

/** Checkpoints are signed with Ed25519 and nothing else (c2sp.org/signed-note). */
function readLogKey(file: string, runtime: Runtime): Uint8Array {
  const key = readPublicKey(file, runtime, "--log-pub");
  if (key.algorithm === "ed25519") return rawPublicKey(key);
  throw new FixopsError(
    "USAGE_KEY_INVALID",
    `${file} is a key of ${key.algorithm}, checkpoints are signed with ed25519`,
    {
      where: { file },
      hint: "give the public half of the log key in PEM",
    },
  );
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
