import { z } from "zod";
import { vexStatuses } from "../../../domain/vex.ts";

/** An empty text or null is how some programs write an absent one; a blank one says no more. */
const optionalText = z
  .string()
  .nullish()
  .transform((given) => (isBlank(given) ? undefined : (given ?? undefined)));

/** RFC 3339 with a zone, else two statements could not be ordered in time. */
const optionalTime = optionalText.pipe(z.iso.datetime({ offset: true }).optional());

/** The five labels of OpenVEX; another word is no justification that a machine may act on. */
const justification = z.enum([
  "component_not_present",
  "vulnerable_code_not_present",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "inline_mitigations_already_exist",
]);

const identified = z
  .object({
    "@id": optionalText,
    identifiers: z.object({ purl: optionalText, cpe23: optionalText, cpe22: optionalText }).nullish(),
  })
  .refine(
    (part) => [part["@id"], ...Object.values(part.identifiers ?? {})].some((id) => id !== undefined),
    "expected an @id or an identifier (purl, cpe23, cpe22)",
  );

/** 0.0.1 writes a subcomponent as a text, 0.2.0 as an object. */
const subcomponent = z.preprocess((given) => objectOf(given, "@id"), identified);

const product = z.preprocess(
  (given) => objectOf(given, "@id"),
  identified.and(z.object({ subcomponents: z.array(subcomponent).nullish() })),
);

const vulnerability = z.preprocess(
  (given) => objectOf(given, "name"),
  z
    .object({ name: optionalText, "@id": optionalText, aliases: z.array(z.string()).nullish() })
    .refine((given) => given.name !== undefined || given["@id"] !== undefined, "expected the name of a vulnerability"),
);

const statement = z.object({
  vulnerability,
  products: z.array(product).nullish(),
  /** Only in 0.0.1: of each product. */
  subcomponents: z.array(subcomponent).nullish(),
  status: z.enum(vexStatuses),
  justification: z.preprocess((given) => (isBlank(given) ? undefined : given), justification.nullish()),
  impact_statement: optionalText,
  action_statement: optionalText,
  timestamp: optionalTime,
});

/** An OpenVEX document as written, 0.0.1 in the shape of 0.2.0; members that are not read are not checked. */
export const openvexDocument = z.object({
  author: optionalText,
  timestamp: optionalTime,
  tooling: optionalText,
  statements: z.array(statement).nullable(),
});

export type OpenvexDocument = z.infer<typeof openvexDocument>;

export type OpenvexStatement = z.infer<typeof statement>;

/** A product or, without its own subcomponents, a subcomponent. */
export type OpenvexPart = z.infer<typeof identified>;

export type OpenvexProduct = z.infer<typeof product>;

function isBlank(given: unknown): boolean {
  return given === null || (typeof given === "string" && given.trim() === "");
}

function objectOf(given: unknown, key: string): unknown {
  return typeof given === "string" ? { [key]: given } : given;
}
