import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { type FernetKey, parseFernetKey } from "../../standards/fernet.ts";

/** Where a Fernet key may come from; never from the command line itself, which every process can read. */
export type KeySource = { readonly keyFile?: string | undefined; readonly keyFd?: number | undefined };

const variable = "FIXOPS_EVIDENCE_KEY";

/** The key from a file, a file descriptor or the environment; undefined when none is given. Throws USAGE_KEY_INVALID. */
export function readEvidenceKey(source: KeySource, runtime: Runtime): FernetKey | undefined {
  if (source.keyFile !== undefined && source.keyFd !== undefined) {
    throw new FixopsError("USAGE_KEY_INVALID", "two evidence keys were given, by file and by descriptor", {
      hint: "give one of --evidence-key-file and --evidence-key-fd",
    });
  }
  if (source.keyFile !== undefined) return readFile(source.keyFile, runtime);
  if (source.keyFd !== undefined) return parse(runtime.readSecret({ fd: source.keyFd }), `descriptor ${source.keyFd}`);
  const text = runtime.environment(variable);
  return text === undefined ? undefined : parse(text, variable);
}

function readFile(file: string, runtime: Runtime): FernetKey {
  return parse(runtime.readSecret({ file, givenBy: "--evidence-key-file" }), file);
}

/** The key that encryption was asked to use. Throws USAGE_KEY_MISSING: evidence never stays plain in silence. */
export function requireEvidenceKey(source: KeySource, runtime: Runtime): FernetKey {
  const key = readEvidenceKey(source, runtime);
  if (key !== undefined) return key;
  throw new FixopsError("USAGE_KEY_MISSING", "the evidence is to be encrypted and no key was given", {
    hint: `set ${variable}, or give --evidence-key-file or --evidence-key-fd; fixops keys generate --type fernet --output FILE makes a key`,
  });
}

function parse(text: string, from: string): FernetKey {
  try {
    return parseFernetKey(text);
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `the evidence key in ${from} is not a Fernet key`, {
      hint: "a Fernet key is 32 bytes in base64url: 44 characters, the last one `=`",
      cause,
    });
  }
}
