import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { LogSigner, Runtime, Signer, SignerSource } from "../../domain/runtime.ts";
import { pemIn } from "../../standards/key-text.ts";
import { deriveLogKey, type LogKey, parseLogKey } from "../../standards/log-key.ts";
import { readPublicKey } from "./verify-keys.ts";

/** Where a signature may come from; a key never stands on the command line itself, which every process can read. */
export type SigningSource = {
  /** File of an Ed25519 private key in PEM for the checkpoints of the log. */
  readonly logKey?: string | undefined;
  /** File of a private key in PEM, or `exec:COMMAND`; the variable may hold the key itself as well. */
  readonly signingKey?: string | undefined;
  readonly signingKeyFd?: number | undefined;
  /** File of the public key that signatures of a command must hold under. */
  readonly signingPub?: string | undefined;
};

const variable = "FIXOPS_SIGNING_KEY";
const logVariable = "FIXOPS_LOG_KEY";

const commandPrefix = "exec:";

/** What signs documents, and what signs the checkpoints of the log. */
export type Signers = { readonly signer?: Signer; readonly logKey?: LogSigner };

/**
 * What signs when something is to be signed, else nothing; and the log key: the given one, else that which belongs to the
 * signing key. Throws as `requireSigner` does, and USAGE_BAD_VALUE for a flag that would have no effect; a variable may be
 * set for other runs.
 */
export function signersWhen(isWanted: boolean, source: SigningSource, runtime: Runtime): Signers {
  const own = givenLogKey(source, runtime);
  if (!isWanted) {
    refuseIdleKey(source);
    return own === undefined ? {} : { logKey: own };
  }
  const key = signingKeyOf(source, runtime);
  const signer = signerOf(key, source, runtime);
  const logKey = own ?? ("privateKey" in key ? logSigner(deriveLogKey(key.privateKey), runtime) : undefined);
  return { signer, ...(logKey && { logKey }) };
}

function refuseIdleKey({ signingKey, signingKeyFd, signingPub }: SigningSource): void {
  if (signingKey === undefined && signingKeyFd === undefined && signingPub === undefined) return;
  throw new FixopsError("USAGE_BAD_VALUE", "a signing key was given, and nothing is to be signed", {
    hint: "add --sign, or leave the key out",
  });
}

/** The log key that was given by itself. Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID. */
function givenLogKey({ logKey }: SigningSource, runtime: Runtime): LogSigner | undefined {
  const given = logKey ?? runtime.environment(logVariable);
  if (given === undefined) return undefined;
  const givenBy = logKey === undefined ? logVariable : "--log-key";
  const pem = (logKey === undefined ? pemIn(given) : undefined) ?? runtime.readSecret({ file: given, givenBy });
  try {
    return logSigner(parseLogKey(pem), runtime);
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `the log key of ${givenBy} cannot be used: ${reasonOf(cause)}`, {
      hint: "give an Ed25519 private key in PEM that signs nothing else: fixops keys generate --output FILE",
      cause,
    });
  }
}

function logSigner({ publicKey, pem }: LogKey, runtime: Runtime): LogSigner {
  return { publicKey, sign: runtime.signer({ privateKey: pem }).sign };
}

/**
 * What signs, from a file, a descriptor, the environment or a command. Throws USAGE_KEY_MISSING when nothing was given:
 * what is to be signed never stays unsigned in silence; USAGE_KEY_INVALID. No message shows what may be a key.
 * @internal: tests ask for it alone.
 */
export function requireSigner(source: SigningSource, runtime: Runtime): Signer {
  return signerOf(signingKeyOf(source, runtime), source, runtime);
}

function signerOf(key: SignerSource, { signingPub }: SigningSource, runtime: Runtime): Signer {
  const signer = runtime.signer(key);
  if (signer.publicKey !== (signingPub === undefined ? signer.publicKey : pemOf(signingPub, runtime))) {
    throw new FixopsError("USAGE_KEY_INVALID", "the signing key is another one than that of --signing-pub", {
      hint: "give the private and the public half of one key, or leave --signing-pub out",
    });
  }
  return signer;
}

function signingKeyOf(source: SigningSource, runtime: Runtime): SignerSource {
  const { signingKey, signingKeyFd } = source;
  if (signingKeyFd === undefined) return namedKey(signingKey, source, runtime);
  if (signingKey === undefined) return { privateKey: runtime.readSecret({ fd: signingKeyFd }) };
  throw new FixopsError("USAGE_KEY_INVALID", "two signing keys were given, by name and by descriptor", {
    hint: "give one of --signing-key and --signing-key-fd",
  });
}

function namedKey(flag: string | undefined, { signingPub }: SigningSource, runtime: Runtime): SignerSource {
  const given = flag ?? runtime.environment(variable);
  if (given === undefined) throw missing();
  if (given.startsWith(commandPrefix)) return commandKey(given.slice(commandPrefix.length), signingPub, runtime);
  // Only a variable may hold the key itself.
  const pem = flag === undefined ? pemIn(given) : undefined;
  const givenBy = flag === undefined ? variable : "--signing-key";
  return { privateKey: pem ?? runtime.readSecret({ file: given, givenBy }) };
}

function commandKey(command: string, signingPub: string | undefined, runtime: Runtime): SignerSource {
  if (signingPub !== undefined) return { command, publicKey: pemOf(signingPub, runtime) };
  throw new FixopsError("USAGE_KEY_MISSING", "a command is to sign, and no public key was given", {
    hint: "give the public key of the command's key with --signing-pub FILE: what it signs is verified before it is used",
  });
}

function pemOf(file: string, runtime: Runtime): string {
  return readPublicKey(file, runtime, "--signing-pub").pem;
}

function missing(): FixopsError {
  return new FixopsError("USAGE_KEY_MISSING", "a signature is asked for and no key was given", {
    hint: `set ${variable}, or give --signing-key or --signing-key-fd; fixops keys generate --output FILE makes a key`,
  });
}
