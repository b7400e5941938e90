import type { InputFile } from "../domain/input-file.ts";
import type { Risk, RiskFactor } from "../domain/risk.ts";
import type { OpenItem } from "./open-items.ts";
import { noRisk, riskOf } from "./risk/noisy-or.ts";
import type { RiskOptions } from "./risk/options.ts";

/** True when somebody looked, and nothing speaks against what they say: only then is nothing found a score of 0. */
export function isLookedAt(inputs: readonly InputFile[], isScan: (input: InputFile) => boolean): boolean {
  const scans = inputs.filter(isScan);
  return scans.length > 0 && scans.every(({ coverage }) => coverage.doubts.length === 0);
}

/**
 * The risk of what is open, and of further factors. Undefined when nothing was found and nobody looked who can be
 * trusted; zero when somebody looked and found nothing.
 */
export function openRisk(
  items: readonly OpenItem[],
  options: RiskOptions,
  { looked, more = [] }: { readonly looked: boolean; readonly more?: readonly RiskFactor[] },
): Risk | undefined {
  return riskOf([...items.map((one) => one.factor(options)), ...more]) ?? (looked ? noRisk : undefined);
}
