import { compareText } from "../domain/order.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { pointer } from "../standards/json-pointer.ts";
import { isObject, list, text } from "../standards/wire.ts";

/** What two decisions about one release differ in; both are parsed documents of any shape. */

/** A member that differs: what stands there in each, as canonical JSON; absent where it is not there. */
export type Difference = { readonly pointer: string; readonly was?: string; readonly is?: string };

/** The first `most` members that differ, in text order of the names; a member that is an object on both sides is looked into. */
export function differencesOf(before: unknown, after: unknown, most: number): readonly Difference[] {
  const found: Difference[] = [];
  for (const difference of differing(before, after, [])) {
    found.push(difference);
    if (found.length === most) break;
  }
  return found;
}

function* differing(before: unknown, after: unknown, path: readonly (string | number)[]): Generator<Difference> {
  const keys = keysOf(before, after);
  if (keys === undefined) {
    const [was, is] = [textOf(before), textOf(after)];
    if (was !== is)
      yield { pointer: pointer(...path), ...(was !== undefined && { was }), ...(is !== undefined && { is }) };
    return;
  }
  for (const key of keys) yield* differing(memberOf(before, key), memberOf(after, key), [...path, key]);
}

/** Names or indices to go into; undefined when both are not the same sort of container. */
function keysOf(before: unknown, after: unknown): readonly (string | number)[] | undefined {
  if (Array.isArray(before) && Array.isArray(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index);
  }
  if (!isObject(before) || !isObject(after)) return undefined;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted(compareText);
}

function memberOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return typeof key === "number" ? value[key] : undefined;
  return isObject(value) && typeof key === "string" && Object.hasOwn(value, key) ? value[key] : undefined;
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

/** A rule with another status; absent where the decision has no such rule. */
export type RuleChange = { readonly rule: string; readonly was?: string; readonly is?: string };

/** Rules whose status, enforcement or threshold differs, in text order. */
export function ruleChanges(before: unknown, after: unknown): readonly RuleChange[] {
  const [was, is] = [rulesOf(before), rulesOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].toSorted(compareText);
  return names.flatMap((rule) => {
    const [old, now] = [was.get(rule), is.get(rule)];
    if (old === now) return [];
    return [{ rule, ...(old !== undefined && { was: old }), ...(now !== undefined && { is: now }) }];
  });
}

function rulesOf(decision: unknown): ReadonlyMap<string, string> {
  return new Map(
    list(decision, "rules").map((rule) => {
      const threshold = text(rule, "threshold");
      const state = `${text(rule, "status") ?? "?"} (${text(rule, "enforce") ?? "?"}`;
      return [text(rule, "rule") ?? "?", threshold === undefined ? `${state})` : `${state}, ${threshold})`];
    }),
  );
}
