import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { compareText } from "../../domain/order.ts";
import { nearest } from "../../standards/nearest.ts";

/** A folder with more entries is not searched for a misspelt name. */
const maxNames = 2000;

/** The entry of the path's folder whose name is nearest to it; undefined when none is near. Never throws. */
export function nearestName(path: string): string | undefined {
  const directory = dirname(path);
  const name = nearest(basename(path), namesIn(directory));
  return name && join(directory, name);
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).toSorted(compareText).slice(0, maxNames);
  } catch {
    return [];
  }
}
