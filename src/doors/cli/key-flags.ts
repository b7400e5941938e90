import type { KeySource } from "../actions/evidence-key.ts";
import type { SigningSource } from "../actions/signing.ts";
import type { VerifyKeySource } from "../actions/verify-keys.ts";
import type { Explained } from "./command.ts";
import type { Flags, FlagTable } from "./flag.ts";
import { readInteger } from "./values.ts";

/** Flags that say which keys are used, and the requests that they become. */

/** Where a Fernet key may come from; never from the command line itself, which every process can read. */
export const keyFlags = {
  "evidence-key-file": {
    type: "string",
    valueHint: "FILE",
    description: "file with the Fernet key, mode 0600 (else FIXOPS_EVIDENCE_KEY)",
  },
  "evidence-key-fd": {
    type: "string",
    valueHint: "N",
    description: "open file descriptor to read the Fernet key from",
  },
  identity: {
    type: "string",
    valueHint: "FILE",
    multiple: true,
    description: "age identities that open what is encrypted for their recipients, mode 0600",
  },
} as const satisfies FlagTable;

/** Whom evidence is encrypted for; any of these asks for encryption. */
export const recipientFlags = {
  recipient: {
    type: "string",
    valueHint: "age1…",
    multiple: true,
    description: "encrypt the evidence with age for this recipient",
  },
  "recipients-file": {
    type: "string",
    valueHint: "FILE",
    multiple: true,
    description: "file with age recipients, one a line",
  },
} as const satisfies FlagTable;

/** What signs checkpoints of the log. */
export const logKeyFlag = {
  "log-key": {
    type: "string",
    valueHint: "FILE",
    description: "Ed25519 key for checkpoints of the log, in PEM (else FIXOPS_LOG_KEY, else made from the signing key)",
  },
} as const satisfies FlagTable;

/** Where a signature may come from; a private key never stands on the command line itself. */
export const signFlags = {
  "signing-key": {
    type: "string",
    valueHint: "FILE|exec:COMMAND",
    description: "private key in PEM, mode 0600, or a command that signs (else FIXOPS_SIGNING_KEY)",
  },
  "signing-key-fd": {
    type: "string",
    valueHint: "N",
    description: "open file descriptor to read the private key from",
  },
  "signing-pub": {
    type: "string",
    valueHint: "FILE",
    description: "public key that signatures of exec:COMMAND must hold under",
  },
  ...logKeyFlag,
} as const satisfies FlagTable;

/** What signatures are verified with. */
export const publicKeyFlags = {
  key: {
    type: "string",
    valueHint: "FILE",
    multiple: true,
    description: "public key in PEM; runs must be signed with one of these",
  },
  "log-pub": {
    type: "string",
    valueHint: "FILE",
    multiple: true,
    description: "public key in PEM; checkpoints of the log must be signed with one of these",
  },
  trust: {
    type: "string",
    valueHint: "FILE",
    description: "trust.json: whose signatures count, and from when to when",
  },
} as const satisfies FlagTable;

/** Where the key comes from. Throws USAGE_BAD_VALUE. */
export function keyRequestOf(flags: Flags<typeof keyFlags>): KeySource {
  const keyFd = readInteger("--evidence-key-fd", flags["evidence-key-fd"], 0);
  return { keyFile: flags["evidence-key-file"], keyFd, identityFiles: flags.identity };
}

/** Where signatures come from. Throws USAGE_BAD_VALUE. */
export function signRequestOf(flags: Flags<typeof signFlags>): SigningSource {
  const signingKeyFd = readInteger("--signing-key-fd", flags["signing-key-fd"], 0);
  return { signingKey: flags["signing-key"], signingKeyFd, signingPub: flags["signing-pub"], logKey: flags["log-key"] };
}

/** The keys that a run is verified with. Throws USAGE_BAD_VALUE. */
export function verifyRequestOf(flags: Flags<typeof keyFlags & typeof publicKeyFlags>): VerifyKeySource {
  return { ...keyRequestOf(flags), publicKeyFiles: flags.key, logKeyFiles: flags["log-pub"], trustFile: flags.trust };
}

/** Variable of the commands that take a key. */
export const keyEnvironment: readonly Explained[] = [
  ["FIXOPS_EVIDENCE_KEY", "Fernet keys: 32 bytes in base64url; the first encrypts, all decrypt"],
];

/** Variable of the commands that sign. */
export const signEnvironment: readonly Explained[] = [
  ["FIXOPS_SIGNING_KEY", "private key for signatures: PEM, base64 of it, a file, or exec:COMMAND"],
  ["FIXOPS_LOG_KEY", "as --log-key: PEM, base64 of it, or a file"],
];
