import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** The text of a built-in overlay. */
export function embedded(mode: string): string {
  return readFileSync(resolve(import.meta.dir, `../../overlays/${mode}.yml`), "utf8");
}
