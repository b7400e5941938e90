import { sensitiveValue, unknownValue, type Value, type ValueObject } from "../../../domain/resource.ts";
import { isSecretName } from "../../../standards/secret-name.ts";
import { field, isObject, type WireObject } from "../../../standards/wire.ts";

/**
 * The planned values of a resource change: `after`, with what `after_unknown` marks as unknown and what
 * `after_sensitive` marks as secret replaced by their stand-ins, so that no secret goes any further.
 * Source: Terraform's JSON output format, "change representation".
 */
export function plannedValues(change: unknown): ValueObject {
  const after = field(change, "after");
  const unknown = field(change, "after_unknown");
  if (!isObject(after) && !isObject(unknown)) return {};
  return mergeBlock(objectOr(after), objectOr(unknown), field(change, "after_sensitive"));
}

const empty: WireObject = {};

function objectOr(value: unknown): WireObject {
  return isObject(value) ? value : empty;
}

/** A secret that is not set is not there: providers mark their secret attributes whether or not they have a value. */
function merge(after: unknown, unknown: unknown, sensitive: unknown): Value {
  if (unknown === true) return unknownValue;
  if (sensitive === true && (isSet(after) || holdsUnknown(unknown))) return sensitiveValue;
  if (Array.isArray(after) || Array.isArray(unknown)) return mergeLists(after, unknown, sensitive);
  if (isObject(after) || isObject(unknown)) return mergeMap(objectOr(after), objectOr(unknown), sensitive);
  return toScalar(after);
}

function isSet(after: unknown): boolean {
  if (Array.isArray(after)) return after.length > 0;
  return after !== undefined && after !== null && after !== "";
}

function holdsUnknown(unknown: unknown): boolean {
  if (unknown === true) return true;
  if (Array.isArray(unknown)) return unknown.some(holdsUnknown);
  return isObject(unknown) && Object.values(unknown).some(holdsUnknown);
}

/** A map's keys are the user's own (variables, tags), and say nothing of the provider's attributes. */
function mergeMap(after: WireObject, unknown: WireObject, sensitive: unknown): ValueObject {
  const keys = [...Object.keys(after), ...Object.keys(unknown).filter((key) => !Object.hasOwn(after, key))];
  const marks = (key: string): unknown => sensitive === true || field(sensitive, key);
  return Object.fromEntries(keys.map((key) => [key, merge(field(after, key), field(unknown, key), marks(key))]));
}

/** A resource, or a block in one: a text under the name of a secret is one, also where no mark says so. */
function mergeBlock(after: WireObject, unknown: WireObject, sensitive: unknown): ValueObject {
  const members = Object.entries(mergeMap(after, unknown, sensitive));
  return Object.fromEntries(members.map(([key, value]) => [key, isSecret(key, value) ? sensitiveValue : value]));
}

/** Blocks stand in lists, maps do not. */
function mergeLists(after: unknown, unknown: unknown, sensitive: unknown): readonly Value[] {
  const values = listOr(after);
  const marks = listOr(unknown);
  const secrets = listOr(sensitive);
  return Array.from({ length: Math.max(values.length, marks.length) }, (_, index) => {
    const [value, mark, secret] = [values[index], marks[index], sensitive === true || secrets[index]];
    const isBlock = isObject(value) && mark !== true && secret !== true;
    return isBlock ? mergeBlock(value, objectOr(mark), secret) : merge(value, mark, secret);
  });
}

function listOr(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** Plans of Terraform before 1.0 mark no secret, and a provider may forget one. A switch or number is none. */
function isSecret(key: string, value: Value): boolean {
  return typeof value === "string" && value !== "" && (isSecretName(key) || otherSecrets.has(key));
}

/** Attributes of providers that hold a secret and do not say so in their last words. */
const otherSecrets: ReadonlySet<string> = new Set([
  "connection_string",
  "kubeconfig",
  "primary_connection_string",
  "private_key_pem",
  "secondary_connection_string",
]);

function toScalar(value: unknown): Value {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
