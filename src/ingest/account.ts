import type { Account, RawItems } from "../domain/input-file.ts";
import { compareText } from "../domain/order.ts";

/** Counts reasons why raw items are not used. */
export type Tally = Map<string, number>;

export function count(tally: Tally, reason: string, by = 1): void {
  tally.set(reason, (tally.get(reason) ?? 0) + by);
}

/** Closes the account of one sort of item: raw = kept + not applicable. */
export function account(items: RawItems, kept: number, notApplicable: Tally): Account {
  const reasons = [...notApplicable].map(([reason, n]) => ({ reason, count: n }));
  const raw = reasons.reduce((sum, row) => sum + row.count, kept);
  return { items, raw, kept, notApplicable: reasons.toSorted((a, b) => compareText(a.reason, b.reason)) };
}
