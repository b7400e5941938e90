import { baselineOf } from "../correlate/baseline.ts";
import { correlate } from "../correlate/correlate.ts";
import type { Baseline } from "../domain/baseline.ts";
import type { InputBytes } from "../domain/input-file.ts";
import { ingest } from "../ingest/ingest.ts";
import { sha256Hex } from "../standards/sha256.ts";
import type { RunRequest } from "./run.ts";

/** A baseline made of earlier reports: what they say together, without VEX. Throws INPUT_* errors. */
export function baselineOfReports(
  inputs: readonly InputBytes[],
  { overlay, intel, asOf, limits }: Pick<RunRequest, "overlay" | "intel" | "asOf" | "limits">,
): Baseline {
  const { files, items } = ingest(inputs, { ...limits, declared: overlay.formats });
  const names = files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join("");
  return baselineOf(correlate(files, items, intel, { asOf, vex: overlay.vex }), {
    name: files.length === 1 ? (files[0]?.name ?? "") : `${files.length} reports`,
    inputs: files.map((file) => file.sha256),
    sha256: files.length === 1 ? (files[0]?.sha256 ?? "") : sha256Hex(names),
  });
}
