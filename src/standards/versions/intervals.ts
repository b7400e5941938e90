import type { Constraint, Range } from "./constraint.ts";

/** Reads intervals as Maven and NuGet write them: `[1.0,2.0)`, `(,1.5],[2.0,)`, `[1.2]`; undefined for any other text. */
export function parseIntervals(text: string): Range | undefined {
  const compact = text.replace(/\s+/g, "");
  if (!/^[[(][^[\]()]*[\])](?:,[[(][^[\]()]*[\])])*$/.test(compact)) return undefined;
  const parsed = (compact.match(/[[(][^[\]()]*[\])]/g) ?? []).map(parseInterval);
  const known = parsed.flatMap((interval) => (interval === undefined ? [] : [interval]));
  return known.length === parsed.length ? known : undefined;
}

function parseInterval(text: string): readonly Constraint[] | undefined {
  const bounds = text.slice(1, -1).split(",");
  const [lower = "", upper = ""] = bounds;
  if (bounds.length === 1)
    return text.startsWith("[") && lower !== "" ? [{ comparator: "=", version: lower }] : undefined;
  if (bounds.length > 2) return undefined;
  const from: Constraint = { comparator: text.startsWith("[") ? ">=" : ">", version: lower };
  const to: Constraint = { comparator: text.endsWith("]") ? "<=" : "<", version: upper };
  return [from, to].filter(({ version }) => version !== "");
}
