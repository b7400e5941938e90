import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { OpeningKeys } from "../../evidence/unseal.ts";
import { parseIdentities } from "../../standards/age-key.ts";
import { type FernetKey, parseFernetKey } from "../../standards/fernet.ts";
import { appIdentities } from "./app-keys.ts";

/** Where keys to evidence may come from; never from the command line itself, which every process can read. */
export type KeySource = {
  /** File, or open descriptor, with one or more Fernet keys. */
  readonly keyFile?: string | undefined;
  readonly keyFd?: number | undefined;
  /** Files with age identities. */
  readonly identityFiles?: readonly string[] | undefined;
  /** Directories that may hold keys of applications (`app-keys.ts`), which the identities open. */
  readonly near?: readonly string[] | undefined;
};

const variable = "FIXOPS_EVIDENCE_KEY";

/**
 * The Fernet keys from a file, a descriptor or the environment, parted by spaces, commas or lines: the first encrypts, all
 * decrypt, so that a key can be rotated. Nothing when none is given. Throws USAGE_KEY_INVALID.
 */
export function readEvidenceKeys(source: KeySource, runtime: Runtime): readonly FernetKey[] {
  if (source.keyFile !== undefined && source.keyFd !== undefined) {
    throw new FixopsError("USAGE_KEY_INVALID", "two evidence keys were given, by file and by descriptor", {
      hint: "give one of --evidence-key-file and --evidence-key-fd",
    });
  }
  if (source.keyFile !== undefined) return readFile(source.keyFile, runtime);
  if (source.keyFd !== undefined) return parse(runtime.readSecret({ fd: source.keyFd }), `descriptor ${source.keyFd}`);
  const text = runtime.environment(variable);
  return text === undefined ? [] : parse(text, variable);
}

function readFile(file: string, runtime: Runtime): readonly FernetKey[] {
  return parse(runtime.readSecret({ file, givenBy: "--evidence-key-file" }), file);
}

/** The key that encryption was asked to use. Throws USAGE_KEY_MISSING: evidence never stays plain in silence. */
export function requireEvidenceKey(source: KeySource, runtime: Runtime): FernetKey {
  const [key] = readEvidenceKeys(source, runtime);
  if (key !== undefined) return key;
  throw new FixopsError(
    "USAGE_KEY_MISSING",
    "the evidence is to be encrypted and neither recipient nor key was given",
    {
      hint: `give --recipient age1…, or set ${variable}, or give --evidence-key-file or --evidence-key-fd; fixops keys generate --type age --output FILE makes a key pair, --type fernet a key`,
    },
  );
}

/** All that opens encrypted evidence. Throws as `readEvidenceKeys` does. */
export function openingKeys(source: KeySource, runtime: Runtime): OpeningKeys {
  const identities = (source.identityFiles ?? []).flatMap((file) => readIdentities(file, runtime));
  return {
    fernet: readEvidenceKeys(source, runtime),
    ...(identities.length > 0 && {
      age: async (bytes, recipients) => {
        const further = await appIdentities(recipients, { near: source.near ?? [], identities }, runtime);
        return (await runtime.age()).decrypt(bytes, [...identities, ...further]);
      },
    }),
  };
}

function readIdentities(file: string, runtime: Runtime): readonly string[] {
  const text = runtime.readSecret({ file, givenBy: "--identity" });
  try {
    return parseIdentities(text);
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `${file} holds no age identity`, {
      where: { file },
      hint: "give a file as age-keygen or fixops keys generate --type age writes it: a line AGE-SECRET-KEY-1…",
      cause,
    });
  }
}

function parse(text: string, from: string): readonly FernetKey[] {
  const keys = text.split(/[\s,]+/).filter((word) => word !== "");
  try {
    return (keys.length === 0 ? [""] : keys).map(parseFernetKey);
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `the evidence key in ${from} is not a Fernet key`, {
      hint: "a Fernet key is 32 bytes in base64url: 44 characters, the last one `=`; several are parted by commas or lines",
      cause,
    });
  }
}
