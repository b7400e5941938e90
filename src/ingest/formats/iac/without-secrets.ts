import { sensitiveValue, unknownValue, type Value } from "../../../domain/resource.ts";
import { at, field, isObject, list, optional, type WireObject } from "../../../standards/wire.ts";
import { manifestValues } from "./manifest-values.ts";
import { plannedValues } from "./terraform-values.ts";

/**
 * What is kept of a Terraform plan: what its reader reads, so that the copy reads the same, and no secret. The members
 * that hold values a second time (`planned_values`, `prior_state`, `variables`, outputs, constants) are left out.
 */
export function planWithoutSecrets(plan: unknown): WireObject {
  const kept = ["format_version", "terraform_version", "timestamp", "errored", "complete", "applyable"] as const;
  return {
    ...Object.fromEntries(kept.flatMap((key) => (isScalar(field(plan, key)) ? [[key, field(plan, key)]] : []))),
    resource_changes: list(plan, "resource_changes").map(changeWithoutSecrets),
    resource_drift: list(plan, "resource_drift").map((one) => picked(one, ["address", "type"])),
    deferred_changes: list(plan, "deferred_changes").map(() => ({})),
    checks: list(plan, "checks").map((one) => picked(one, ["status"])),
    configuration: { root_module: moduleReferences(at(plan, "configuration", "root_module")) },
  };
}

/** A manifest as it is kept: what a Secret holds is left out, and what was unknown still is. */
export function manifestWithoutSecrets(manifest: WireObject, kind: string): unknown {
  return toJson(manifestValues(manifest, kind));
}

function changeWithoutSecrets(resource: unknown): unknown {
  const change = field(resource, "change");
  const values = plannedValues(change);
  return {
    ...picked(resource, ["address", "mode", "type", "name", "provider_name"]),
    change: {
      actions: list(change, "actions"),
      after: toJson(values),
      after_unknown: marks(values, unknownValue),
      after_sensitive: marks(values, sensitiveValue),
    },
  };
}

/** The stand-ins as text: readers know them by the marks beside them, or as a variable that was not filled in. */
const standIns: ReadonlyMap<Value, string> = new Map<Value, string>([
  [unknownValue, "$" + "{unknown}"],
  [sensitiveValue, "(sensitive)"],
]);

function toJson(value: Value): unknown {
  if (typeof value === "symbol") return standIns.get(value);
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toJson(member)]));
}

/** The tree of marks that Terraform writes beside values: true where `mark` stands. */
function marks(value: Value, mark: Value): unknown {
  if (value === mark) return true;
  if (Array.isArray(value)) return value.map((one: Value) => marks(one, mark));
  if (typeof value !== "object" || value === null) return false;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, marks(member, mark)]));
}

/** Resources, outputs and calls of a module with nothing of their expressions but what they refer to. */
function moduleReferences(module: unknown): WireObject {
  return {
    resources: list(module, "resources").map((one) => ({
      ...picked(one, ["address"]),
      expressions: referencesIn(field(one, "expressions")),
      ...optional("for_each_expression", referencesIn(field(one, "for_each_expression"))),
    })),
    outputs: mapped(field(module, "outputs"), (one) => ({ expression: referencesIn(field(one, "expression")) })),
    module_calls: mapped(field(module, "module_calls"), (one) => ({
      expressions: referencesIn(field(one, "expressions")),
      module: moduleReferences(field(one, "module")),
    })),
  };
}

function referencesIn(expression: unknown): unknown {
  if (Array.isArray(expression)) return expression.map(referencesIn);
  if (!isObject(expression)) return undefined;
  if (Object.hasOwn(expression, "references")) return picked(expression, ["references"]);
  return mapped(expression, referencesIn);
}

function mapped(value: unknown, change: (member: unknown) => unknown): WireObject {
  if (!isObject(value)) return {};
  const entries = Object.entries(value).map(([key, member]) => [key, change(member)] as const);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

function picked(value: unknown, keys: readonly string[]): WireObject {
  return Object.fromEntries(keys.flatMap((key) => (field(value, key) === undefined ? [] : [[key, field(value, key)]])));
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "boolean" || typeof value === "number";
}
