import type { Check } from "../../src/evidence/check.ts";
import type { RunFiles } from "../../src/evidence/run-parts.ts";
import { type VerifyMeans, verifyRun } from "../../src/evidence/verify.ts";

/** `status what`, with the code of what failed. */
export function outcomeOf({ status, what, code }: Check): string {
  return code === undefined ? `${status} ${what}` : `${status} ${what} ${code}`;
}

/** What a verification says of things whose names match. */
export async function outcomes(files: RunFiles, names: RegExp, means: VerifyMeans = {}): Promise<readonly string[]> {
  return (await verifyRun(files, means)).filter(({ what }) => names.test(what)).map(outcomeOf);
}

/** The files with one changed, added or, by undefined, taken away. */
export function changedFiles(files: RunFiles, name: string, bytes: Uint8Array | undefined): Map<string, Uint8Array> {
  const changed = new Map(files);
  if (bytes === undefined) changed.delete(name);
  else changed.set(name, bytes);
  return changed;
}

/** One bit turned. */
export function flipped(bytes: Uint8Array | undefined, at: number, bit = 1): Uint8Array {
  const changed = Uint8Array.from(bytes ?? []);
  changed[at] = (changed[at] ?? 0) ^ bit;
  return changed;
}
