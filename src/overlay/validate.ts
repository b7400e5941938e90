import type { z } from "zod";
import { isObject } from "../standards/wire.ts";
import { faultsError, faultsOf } from "./faults.ts";
import type { Layer } from "./layer.ts";
import { type Merged, valueAt } from "./merge.ts";

/**
 * Holds one layer against the schema of the whole. A layer is a part: what it lacks may come from another layer,
 * so only what it says is judged. Throws one FixopsError for all faults (`faults.ts`).
 */
export function validateLayer(schema: z.ZodType, layer: Layer): void {
  const issues = schema.safeParse(layer.value).error?.issues ?? [];
  const own = issues.filter((issue) => !isIncomplete(layer, issue));
  if (own.length > 0) throw faultsError(faultsOf(schema, own, () => layer));
}

/** True when merging may still mend it: a member that is missing, or a rule about a mapping as a whole. */
function isIncomplete(layer: Layer, issue: z.core.$ZodIssue): boolean {
  // A list replaces as a whole: nothing can be added to its elements later.
  if (issue.path.some((token) => typeof token === "number")) return false;
  const value = valueAt(layer.value, issue.path);
  return value === undefined || (issue.code === "custom" && isObject(value));
}

/** The merged layers with all defaults. Throws like `validateLayer`; each fault is laid to the layer it came from. */
export function completeLayers<Schema extends z.ZodType>(
  schema: Schema,
  merged: Merged<Layer>,
  layers: readonly Layer[],
): z.output<Schema> {
  const parsed = schema.safeParse(merged.value);
  if (parsed.success) return parsed.data;
  throw faultsError(faultsOf(schema, parsed.error.issues, (path) => blamedLayer(layers, path)));
}

/** The last layer that says something at the path, or at the nearest path above it that any layer has. */
function blamedLayer(layers: readonly Layer[], path: readonly PropertyKey[]): Layer {
  for (let length = path.length; length > 0; length--) {
    const found = layers.findLast((layer) => valueAt(layer.value, path.slice(0, length)) !== undefined);
    if (found !== undefined) return found;
  }
  return layers.at(-1) ?? { origin: "built-in default", value: {} };
}
