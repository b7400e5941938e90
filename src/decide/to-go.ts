import type { Reason } from "../domain/decision.ts";
import type { RuleEvidence } from "../domain/rule.ts";
import { counted, listText } from "../domain/words.ts";

/** Changes that a decision lists; the rest is one line that says how many there are. */
const maxChanges = 20;

/** Items that one line names. */
const maxNames = 4;

/** Items that one change removes, and the versions that each of them needs when the change is an upgrade. */
type Change = { readonly remedy: string; readonly items: Set<string>; readonly needs: (readonly string[])[] };

/**
 * What would have to change, in the order of the reasons: one line for each package to upgrade and each other remedy,
 * with what it removes. Remedies of all binding reasons together lead to GO; those of the NO-GO reasons come first.
 */
export function changesToGo(reasons: readonly Reason[]): readonly string[] {
  const changes = new Map<string, Change>();
  for (const reason of reasons) for (const item of reason.evidence) note(changes, item, reason.rule);
  const lines = [...changes.values()].map(changeText);
  const hidden = reasons.reduce((sum, reason) => sum + reason.count - reason.evidence.length, 0);
  const rest = lines.length - maxChanges;
  return [
    ...lines.slice(0, maxChanges),
    ...(rest > 0 ? [`and ${rest} more of this kind: see the reasons`] : []),
    ...(hidden > 0 ? [`and what removes ${counted(hidden, "more item")}: the sections of the bundle list them`] : []),
  ];
}

function note(changes: Map<string, Change>, item: RuleEvidence, rule: string): void {
  const remedy = item.upgrade === undefined ? (item.fix ?? `resolve ${rule}`) : `upgrade ${item.upgrade.package}`;
  const change = changes.get(remedy) ?? { remedy, items: new Set(), needs: [] };
  changes.set(remedy, change);
  if (item.upgrade !== undefined && !change.items.has(item.id)) change.needs.push(item.upgrade.to);
  change.items.add(item.id);
}

function changeText({ remedy, items, needs }: Change): string {
  const target = needs.length === 0 ? "" : ` to ${versionText(needs)}`;
  return `${remedy}${target} (${listText([...items], maxNames)})`;
}

/**
 * The one version that removes all: the highest of them, when all are plain numbers, which order themselves.
 * Other versions follow the rules of their ecosystem, so all that are needed are named.
 */
function versionText(needs: readonly (readonly string[])[]): string {
  const all = [...new Set(needs.flat())];
  if (needs.length > 1 && all.every((version) => /^\d{1,9}(?:\.\d{1,9}){0,5}$/.test(version))) {
    return all.reduce((a, b) => (compareNumbers(a, b) >= 0 ? a : b));
  }
  const alternatives = [...new Set(needs.map((to) => to.join(" or ")))];
  return alternatives.length === 1 ? (alternatives[0] ?? "") : `what removes each: ${alternatives.join(", ")}`;
}

/** Numeric versions, number by number; what is missing is 0. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a.split(".").map(Number), b.split(".").map(Number)];
  const length = Math.max(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const order = (left[i] ?? 0) - (right[i] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
