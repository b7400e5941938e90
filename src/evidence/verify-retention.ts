import type { Manifest } from "../domain/bundle.ts";
import { manifestFile } from "./bundle.ts";
import { type Check, fail, pass } from "./check.ts";
import { retentionEnd } from "./retention.ts";

/** That the date until which the evidence is kept follows from the run's clock and days, and whether it has passed. */
export function checkRetention(manifest: Manifest, now: string | undefined): readonly Check[] {
  const { as_of: asOf, retention_days: days, retention_until: until } = manifest;
  const expected = retentionEnd(asOf, days);
  if (expected !== until) {
    const detail = `says ${until}, ${days} days after ${asOf} is ${expected ?? "no date"}`;
    return [fail("retention", "INTEGRITY_MANIFEST", detail)];
  }
  const isOver = now !== undefined && Date.parse(now) >= Date.parse(until);
  return [pass("retention", `${isOver ? "was to be kept" : "to be kept"} until ${until}`, manifestFile)];
}
