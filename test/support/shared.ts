import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The folder of corpora, vectors and schemas beside the checkout; a new user does not have it. */
const folder = resolve(import.meta.dir, "../../../shared");

/** True when the shared folder is present; tests that need it use `test.skipIf(!hasShared)`. */
export const hasShared = existsSync(folder);

/** Absolute path of a file in the shared folder. */
export function shared(path: string): string {
  return resolve(folder, path);
}
