import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { isPlainPath } from "../../standards/key-text.ts";

/** What is to be read: the file, what it is called, and what named it: a flag, a variable or an option of the overlay. */
export type KeyFile = { readonly path: string; readonly what: string; readonly givenBy: string };

/**
 * Bytes of a file with a public key. Throws USAGE_KEY_MISSING when there is none, which shows the path only when it
 * cannot be a key that was given in its place; and as `Files.read` does.
 */
export function readKeyFile({ path, what, givenBy }: KeyFile, maxBytes: number, runtime: Runtime): Uint8Array {
  const bytes = bytesOf(path, givenBy, () => runtime.files.read(path, maxBytes));
  if (bytes !== undefined) return bytes;
  if (!isPlainPath(path)) throw noFile(givenBy);
  throw new FixopsError("USAGE_KEY_MISSING", `${what} ${path} does not exist`, {
    where: { file: path },
    hint: `correct the path given by ${givenBy}`,
  });
}

/** The system's refusal repeats the path: it may be too long for a name because it is a key. */
function bytesOf(path: string, givenBy: string, read: () => Uint8Array | undefined): Uint8Array | undefined {
  try {
    return read();
  } catch (error) {
    if (isPlainPath(path)) throw error;
    throw noFile(givenBy);
  }
}

function noFile(givenBy: string): FixopsError {
  return new FixopsError("USAGE_KEY_MISSING", `the value of ${givenBy} is no file that can be read`, {
    hint: "give the name of a file; the value is not shown here, since it may be a key",
  });
}
