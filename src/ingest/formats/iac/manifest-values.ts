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

/** The members of an object, with those that a merge key brings: Kubernetes reads YAML 1.1, which has them. */
function toObject(value: WireObject): ValueObject {
  const own = Object.entries(value).filter(([key]) => key !== mergeKey);
  const merged = Object.hasOwn(value, mergeKey) ? mergedMembers(value[mergeKey]) : [];
  return Object.fromEntries([...merged, ...own].map(([key, member]) => [key, toValue(member, free.has(key))]));
}

const mergeKey = "<<";

/** Of several sources the first counts, so it comes last; what an object says itself counts more. */
function mergedMembers(source: unknown): readonly (readonly [string, unknown])[] {
  if (Array.isArray(source)) return source.toReversed().flatMap(mergedMembers);
  if (!isObject(source)) return [];
  const inner = Object.hasOwn(source, mergeKey) ? mergedMembers(source[mergeKey]) : [];
  return [...inner, ...Object.entries(source).filter(([key]) => key !== mergeKey)];
}

/** Members that hold texts of the user's own, which are no words of YAML and may hold shell variables. */
const free: ReadonlySet<string> = new Set([
  ...["args", "command", "value", "data", "stringData", "binaryData", "name", "metadata", "labels", "annotations"],
  ...["matchLabels", "nodeSelector", "selector"],
]);

function toValue(value: unknown, isFree: boolean): Value {
  if (Array.isArray(value)) return value.map((one) => toValue(one, isFree));
  if (isObject(value)) return isFree ? toFreeObject(value) : toObject(value);
  if (typeof value === "string") return isFree ? wholeVariable(value) : toScalar(value);
  return typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** Below labels and the like no key has a meaning. */
function toFreeObject(value: WireObject): ValueObject {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toValue(member, true)]));
}

/** What kubectl makes of a plain scalar that the parser took for a text (YAML 1.1, §10.2): a truth value or a number. */
function toScalar(text: string): Value {
  if (placeholder.test(text)) return unknownValue;
  if (yes.test(text)) return true;
  if (no.test(text)) return false;
  if (grouped.test(text)) return Number(text.replaceAll("_", ""));
  return text;
}

/** `${IMAGE}` of envsubst, and nothing else: text with a variable in it may be a script. */
function wholeVariable(text: string): Value {
  return text.startsWith("${") && text.indexOf("}") === text.length - 1 ? unknownValue : text;
}

/** A variable or template action that was never filled in, of the tools that people put manifests through. */
const placeholder = /^(?:\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|\{\{[^}]*\}\}|#\{[^}]*\}#?|%[A-Z_]+%|@@?[A-Z_]+@@?)$/;
const yes = /^(?:y|Y|yes|Yes|YES|on|On|ON)$/;
const no = /^(?:n|N|no|No|NO|off|Off|OFF)$/;
const grouped = /^(?:0b[01_]+|\d[\d_]*_[\d_]*)$/;
