import type { Source } from "./source.ts";

/** Stands for a value that a plan tells only when it is applied. A symbol: nothing can write it down as text. */
export const unknownValue: unique symbol = Symbol("unknown");

/** Stands for a value that is secret: that it is there is known, what it is was never kept. */
export const sensitiveValue: unique symbol = Symbol("sensitive");

/** One of the two. The compiler forgets which in a list of values, which makes it a symbol like others to it. */
export type Hidden = symbol;

/** What a resource is configured with: JSON, in which parts can be unknown or secret. */
export type Value = null | boolean | number | string | Hidden | readonly Value[] | ValueObject;

export type ValueObject = { readonly [key: string]: Value };

/** A thing that a Terraform plan changes or a Kubernetes manifest declares. */
export type Resource = {
  /** Terraform address, or `kind/namespace/name`. */
  readonly address: string;
  /** Terraform type (`aws_s3_bucket`), or `apiVersion/kind`. */
  readonly type: string;
  readonly platform: "terraform" | "kubernetes";
  /** Terraform provider, as the plan names it. */
  readonly provider?: string;
  /** Terraform actions in order (`["delete", "create"]` is a replacement); absent for manifests, which only declare. */
  readonly actions?: readonly string[];
  /** What it will be: the planned values, or the manifest's object. Empty for what the plan deletes. */
  readonly values: ValueObject;
  /**
   * Terraform: top-level attribute → addresses of the resources that its expression names, without instance keys
   * (`module.store.aws_s3_bucket.logs`); `local.*` and the like, which a plan does not resolve, as they are.
   */
  readonly references: ReadonlyMap<string, readonly string[]>;
  readonly source: Source;
};

/**
 * True for what is there when the release is out: not what the plan only deletes or forgets, nor data that it reads.
 * What an unknown word does to a resource nobody knows, so it stays.
 */
export function remains({ actions, address }: Resource): boolean {
  if (actions === undefined) return true;
  const isData = /(?:^|\.)data\./.test(address);
  return !actions.every((action) => action === "delete" || action === "forget" || (action === "read" && isData));
}

export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for what is there and cannot be looked at. */
export function isHidden(value: Value | undefined): value is Hidden {
  return value === unknownValue || value === sensitiveValue;
}

/**
 * The value at a path of keys and indexes: undefined when it is not there (null counts as not there, for a plan writes
 * null for what was not set), `unknownValue` or `sensitiveValue` when it is, `unknownValue` when something on the way is
 * either: of what is inside a secret not even that it is there is known.
 */
export function valueAt(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  let here = value;
  for (const step of path) {
    if (isHidden(here)) return unknownValue;
    here = stepInto(here, step);
  }
  return here === null ? undefined : here;
}

function stepInto(value: Value | undefined, step: string | number): Value | undefined {
  if (Array.isArray(value)) return typeof step === "number" ? value[step] : undefined;
  if (!isValueObject(value) || typeof step === "number") return undefined;
  return Object.hasOwn(value, step) ? value[step] : undefined;
}

/** An address without its instance keys: `module.a["x"].aws_instance.b[0]` → `module.a.aws_instance.b`. */
export function withoutInstanceKeys(address: string): string {
  return address.includes("[") ? address.replace(instanceKey, "") : address;
}

/** `a.b["x"].c[0]` → `["x"][0]`: resources of one `for_each` or `count` go together by it. */
export function instanceKeys(address: string): string {
  return address.includes("[") ? (address.match(instanceKey) ?? []).join("") : "";
}

const instanceKey = /\[(?:"(?:[^"\\]|\\.)*"|[^\]"]*)\]/g;
