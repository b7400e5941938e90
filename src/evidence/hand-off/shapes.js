/* Shapes of documents: a function, [element], or an object whose optional members end with "?". */

export const isText = (value) => typeof value === "string";

export const count = (value) => Number.isSafeInteger(value) && value >= 0;

const matches = (pattern) => (value) => isText(value) && pattern.test(value);

const digestText = matches(/^[0-9a-f]{64}$/);

const fileName = matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/);

const sealedShape = {
  bytes: count,
  encoding: [matches(/^(gzip|fernet|age)$/)],
  "key_id?": matches(/^[0-9a-f]{16}$/),
  name: fileName,
  "recipients?": [matches(/^age1[0-9a-z]+$/)],
  sha256: digestText,
};

export const manifestShape = {
  app: { "id?": isText, "name?": isText },
  as_of: isText,
  bundle: sealedShape,
  files: [{ bytes: count, media_type: matches(/^[a-z0-9.+/-]+$/), name: fileName, sha256: digestText }],
  inputs: [{ bytes: count, name: isText, sha256: digestText }],
  "inputs_document?": sealedShape,
  intel: {
    kev: {
      age_days: Number.isFinite,
      entries: count,
      origin: isText,
      released: isText,
      sha256: digestText,
      version: isText,
    },
  },
  "log_key?": matches(/^[A-Za-z0-9+/]{43}=$/),
  manifest_sha256: digestText,
  mode: fileName,
  overlay: { layers: [{ origin: isText, sha256: digestText }], mode: isText, sha256: digestText },
  retention_days: count,
  retention_until: isText,
  run_id: fileName,
  schema: matches(/^fixops\.manifest\/v1$/),
  sections: [{ name: isText, status: isText }],
  sections_root: digestText,
  "signed_by?": { algorithm: matches(/^(ed25519|ecdsa-p256)$/), key_id: digestText },
  tool: { name: isText, version: isText },
  verdict: matches(/^(GO|NO-GO|CONDITIONAL)$/),
};

const isMap = (isValue) => (value) => isObject(value) && Object.values(value).every(isValue);

export const lineShape = {
  "app?": isText,
  "data?": isMap((value) => ["string", "number", "boolean"].includes(typeof value)),
  event: matches(/^[a-z][a-z0-9_.]{0,63}$/),
  prev: digestText,
  "run?": isText,
  seq: count,
  "subject?": isMap(digestText),
  ts: matches(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/),
  v: (value) => value === 1,
};

export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function fits(value, shape) {
  if (typeof shape === "function") return shape(value);
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((one) => fits(one, shape[0]));
  const names = Object.keys(shape).map((name) => name.replace("?", ""));
  const isKnown = isObject(value) && Object.keys(value).every((name) => names.includes(name));
  const isFit = ([name, inner]) =>
    name.endsWith("?") && !Object.hasOwn(value, name.slice(0, -1)) ? true : fits(value[name.replace("?", "")], inner);
  return isKnown && Object.entries(shape).every(isFit);
}
