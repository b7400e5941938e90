import { FixopsError } from "../../domain/error.ts";
import type { Runtime, Signer } from "../../domain/runtime.ts";
import { pemIn } from "../../standards/key-text.ts";
import { readPublicKey } from "./verify-keys.ts";

/** Where a signature may come from; a key never stands on the command line itself, which every process can read. */
export type SigningSource = {
  /** File of a private key in PEM, or `exec:COMMAND`; the variable may hold the key itself as well. */
  readonly signingKey?: string | undefined;
  readonly signingKeyFd?: number | undefined;
  /** File of the public key that signatures of a command must hold under. */
  readonly signingPub?: string | undefined;
};

const variable = "FIXOPS_SIGNING_KEY";

const commandPrefix = "exec:";

/**
 * What signs when something is to be signed, else nothing. Throws as `requireSigner` does, and USAGE_BAD_VALUE for a flag
 * that would have no effect; a variable may be set for other runs.
 */
export function signerWhen(isWanted: boolean, source: SigningSource, runtime: Runtime): { readonly signer?: Signer } {
  if (isWanted) return { signer: requireSigner(source, runtime) };
  const { signingKey, signingKeyFd, signingPub } = source;
  if (signingKey === undefined && signingKeyFd === undefined && signingPub === undefined) return {};
  throw new FixopsError("USAGE_BAD_VALUE", "a signing key was given, and nothing is to be signed", {
    hint: "add --sign, or leave the key out",
  });
}

/**
 * What signs, from a file, a descriptor, the environment or a command. Throws USAGE_KEY_MISSING when nothing was given:
 * what is to be signed never stays unsigned in silence; USAGE_KEY_INVALID. No message shows what may be a key.
 */
export function requireSigner(source: SigningSource, runtime: Runtime): Signer {
  const { signingKey, signingKeyFd } = source;
  if (signingKey !== undefined && signingKeyFd !== undefined) {
    throw new FixopsError("USAGE_KEY_INVALID", "two signing keys were given, by name and by descriptor", {
      hint: "give one of --signing-key and --signing-key-fd",
    });
  }
  const signer =
    signingKeyFd === undefined ? namedSigner(signingKey, source, runtime) : heldSigner(signingKeyFd, runtime);
  if (signer.publicKey !== (source.signingPub === undefined ? signer.publicKey : pemOf(source.signingPub, runtime))) {
    throw new FixopsError("USAGE_KEY_INVALID", "the signing key is another one than that of --signing-pub", {
      hint: "give the private and the public half of one key, or leave --signing-pub out",
    });
  }
  return signer;
}

function namedSigner(flag: string | undefined, source: SigningSource, runtime: Runtime): Signer {
  const given = flag ?? runtime.environment(variable);
  if (given === undefined) throw missing();
  if (given.startsWith(commandPrefix)) return commandSigner(given.slice(commandPrefix.length), source, runtime);
  // Only a variable may hold the key itself.
  const pem = flag === undefined ? pemIn(given) : undefined;
  const givenBy = flag === undefined ? variable : "--signing-key";
  return runtime.signer({ privateKey: pem ?? runtime.readSecret({ file: given, givenBy }) });
}

function heldSigner(fd: number, runtime: Runtime): Signer {
  return runtime.signer({ privateKey: runtime.readSecret({ fd }) });
}

function commandSigner(command: string, { signingPub }: SigningSource, runtime: Runtime): Signer {
  if (signingPub !== undefined) return runtime.signer({ command, publicKey: pemOf(signingPub, runtime) });
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
