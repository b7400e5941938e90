import { join } from "node:path";
import { sha256Hex } from "../../standards/sha256.ts";
import { stage } from "./audit-own.ts";
import { makeDirectories, syncDirectory } from "./durable.ts";
import { refuseLink } from "./publish.ts";

const folder = "torn";

/**
 * Copies bytes that a crash left behind the last line of a log to `torn/` of its directory, durably. Gives the name below
 * that directory and the SHA-256.
 */
export function setAside(directory: string, bytes: Uint8Array): { readonly name: string; readonly digest: string } {
  const digest = sha256Hex(bytes);
  const name = `${folder}/${digest.slice(0, 16)}.bin`;
  refuseLink(join(directory, folder));
  makeDirectories(join(directory, folder));
  // Over what stands there: a crash may have come in the middle of this very copy.
  stage(join(directory, folder), name.slice(folder.length + 1), bytes, true).publish();
  syncDirectory(join(directory, folder));
  return { name, digest };
}
