import { sensitiveValue, unknownValue, type Value, type ValueObject } from "../../../domain/resource.ts";
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
  return mergeObjects(objectOr(after), objectOr(unknown), field(change, "after_sensitive"));
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
  if (isObject(after) || isObject(unknown)) return mergeObjects(objectOr(after), objectOr(unknown), sensitive);
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

function mergeObjects(after: WireObject, unknown: WireObject, sensitive: unknown): ValueObject {
  const keys = [...Object.keys(after), ...Object.keys(unknown).filter((key) => !Object.hasOwn(after, key))];
  return Object.fromEntries(
    keys.map((key) => [
      key,
      merge(field(after, key), field(unknown, key), partOf(sensitive, key) ?? isSecretName(key)),
    ]),
  );
}

function mergeLists(after: unknown, unknown: unknown, sensitive: unknown): readonly Value[] {
  const values = listOr(after);
  const marks = listOr(unknown);
  const secrets = listOr(sensitive);
  return Array.from({ length: Math.max(values.length, marks.length) }, (_, index) =>
    merge(values[index], marks[index], sensitive === true || secrets[index]),
  );
}

function listOr(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function partOf(sensitive: unknown, key: string): unknown {
  return sensitive === true ? true : (field(sensitive, key) ?? undefined);
}

/**
 * Endings of attributes that hold a secret by their name. Plans of Terraform before 1.0 mark none, and a provider may
 * forget one; a name that only refers to a secret (`secret_id`, `password_policy`) is none of these.
 */
const secretEndings = [
  "account_key",
  "api_key",
  "credentials",
  "kubeconfig",
  "password",
  "password_wo",
  "primary_access_key",
  "sas_token",
  "secondary_access_key",
  "secret_access_key",
  "secret_string",
  "client_secret",
  "secret_key",
  "private_key",
  "private_key_pem",
  "auth_token",
  "access_token",
  "connection_string",
] as const;

function isSecretName(key: string): boolean {
  return secretEndings.some((ending) => key === ending || key.endsWith(`_${ending}`));
}

function toScalar(value: unknown): Value {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
