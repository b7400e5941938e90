import { z } from "zod";
import type { Artefact, ProvenanceStatement, SealedStatement } from "../domain/provenance.ts";
import { isHidden, type Resource, type Value } from "../domain/resource.ts";
import { maybeText, number, pairs, shapeOf, source, text, texts } from "./inputs-schema.ts";

/** The items of the inputs document that hold values of others: attestations, and resources of plans and manifests. */

const artefact = shapeOf<Artefact>()({ name: maybeText, uri: maybeText, digests: pairs });
const bytes = z.instanceof(Uint8Array);

const sealed = shapeOf<SealedStatement>()({
  payloadType: text,
  payload: bytes,
  signatures: z.array(z.strictObject({ keyid: maybeText, sig: bytes })),
  bundle: z.unknown().exactOptional(),
});

export const provenanceStatement: z.ZodType<ProvenanceStatement> = shapeOf<ProvenanceStatement>()({
  statementType: text,
  predicateType: text,
  subjects: z.array(artefact),
  builder: maybeText,
  buildType: maybeText,
  origin: artefact.exactOptional(),
  ref: maybeText,
  dependencies: z.array(artefact),
  startedOn: maybeText,
  finishedOn: maybeText,
  envelope: z.enum(["none", "dsse", "sigstore"]),
  signatures: number,
  sealed: sealed.exactOptional(),
  source,
});

/** The object itself, since the order of its members counts. */
const values = z.custom<Resource["values"]>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value) && isValue(value),
  "expected the values of a resource",
);

function isValue(value: unknown): value is Value {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return true;
  if (value === null) return true;
  if (typeof value === "symbol") return isHidden(value);
  if (Array.isArray(value)) return value.every(isValue);
  return typeof value === "object" && isPlainObject(value) && Object.values(value).every(isValue);
}

function isPlainObject(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

export const resource: z.ZodType<Resource> = shapeOf<Resource>()({
  address: text,
  type: text,
  platform: z.enum(["terraform", "kubernetes"]),
  provider: maybeText,
  actions: texts.exactOptional(),
  values,
  references: z.map(text, texts),
  source,
});
