import { isValueObject, sensitiveValue, unknownValue, type Value, type ValueObject } from "../../../domain/resource.ts";
import { isObject, type WireObject } from "../../../standards/wire.ts";

/** A manifest as values: what a Secret holds is left out, and a variable that was never filled in is unknown. */
export function manifestValues(manifest: WireObject, kind: string): ValueObject {
  const values = toObject(manifest);
  return kind === "Secret" ? withoutSecrets(values) : values;
}

/** Members of a Secret that hold its content (Kubernetes API, core/v1 Secret), and where kubectl keeps a copy of them. */
const secretMembers: ReadonlySet<string> = new Set(["data", "stringData"]);
const copyMember = "annotations";

function withoutSecrets(values: ValueObject): ValueObject {
  return mapMembers(values, (key, value) => {
    if (secretMembers.has(key)) return sensitiveValue;
    return key === "metadata" && isValueObject(value)
      ? mapMembers(value, (name, member) => (name === copyMember ? sensitiveValue : member))
      : value;
  });
}

function mapMembers(values: ValueObject, change: (key: string, value: Value) => Value): ValueObject {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === null ? null : change(key, value)]),
  );
}

function toObject(value: WireObject): ValueObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toValue(member)]));
}

function toValue(value: unknown): Value {
  if (Array.isArray(value)) return value.map(toValue);
  if (isObject(value)) return toObject(value);
  if (typeof value === "string") return isPlaceholder(value) ? unknownValue : value;
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** `${IMAGE}` of envsubst and its like, and nothing else: text with a variable in it may be a script. */
function isPlaceholder(text: string): boolean {
  return text.startsWith("${") && text.indexOf("}") === text.length - 1;
}
