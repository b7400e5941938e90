import { z } from "zod";
import { bundleSchema, decisionSchema, type Manifest } from "../domain/bundle.ts";
import { compareText } from "../domain/order.ts";
import { verdicts } from "../domain/verdict.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { decisionFile } from "./bundle.ts";
import { lineOf, readCanonical, sha256Schema, textOf } from "./document.ts";
import { sectionsOf } from "./manifest.ts";

/** Documents of a run read back: only the members that are compared are looked at. */

export type DecisionParts = {
  readonly value: z.infer<typeof decisionDocument>;
  /** Canonical text, without the line feed. */
  readonly text: string;
};

export type BundleParts = {
  readonly value: z.infer<typeof bundleDocument>;
  readonly sections: Manifest["sections"];
  /** Canonical text of each section, in text order of the names. */
  readonly texts: readonly (readonly [name: string, text: string])[];
  /** Canonical text of the section `decision` without its status: the text of `decision.json`. */
  readonly decision: string | undefined;
};

/** Reads `decision.json`. Throws INTEGRITY_MANIFEST when it is not the canonical document that is written. */
export function readDecision(bytes: Uint8Array): DecisionParts {
  const text = lineOf(bytes, decisionFile);
  return { value: readCanonical(text, decisionFile, decisionDocument), text };
}

/** Reads a plain bundle. Throws INTEGRITY_MANIFEST when it is not the canonical document that is sealed. */
export function readBundle(bytes: Uint8Array): BundleParts {
  const value = readCanonical(textOf(bytes, "bundle"), "bundle", bundleDocument);
  const { sections } = value;
  const texts = Object.entries(sections)
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, section]): readonly [string, string] => [name, canonicalJson(section)]);
  return { value, sections: sectionsOf(sections), texts, decision: decisionTextOf(sections["decision"]) };
}

/** Canonical text of the section `decision` without its status, as `decision.json` has it. */
export function decisionTextOf(section: z.infer<typeof sectionDocument> | undefined): string | undefined {
  if (section === undefined) return undefined;
  const { status: _, ...decision } = section;
  return canonicalJson(decision);
}

const decisionDocument = z.looseObject({
  schema: z.literal(decisionSchema),
  run_id: z.string(),
  as_of: z.string(),
  verdict: z.enum(verdicts),
  exit_code: z.number(),
  reasons: z.array(z.looseObject({ code: z.string() })),
  commit: z.string().exactOptional(),
  previous: z.looseObject({ stage: z.string(), document: z.string(), sha256: z.string() }).exactOptional(),
  app: z.unknown(),
  tool: z.unknown(),
  overlay: z.unknown(),
  intel: z.unknown(),
  artefacts: z.array(z.strictObject({ name: z.string(), sha256: sha256Schema })),
  slsa_build_level: z.int().exactOptional(),
  inputs: z.array(
    z.looseObject({ name: z.string(), sha256: z.string(), bytes: z.number(), kinds: z.array(z.string()) }),
  ),
});

/** A section, as far as every one is the same. */
export const sectionDocument = z.looseObject({ status: z.enum(["evaluated", "not_evaluated", "degraded"]) });

const bundleDocument = z.looseObject({
  schema: z.literal(bundleSchema),
  run_id: z.string(),
  mode: z.string(),
  as_of: z.string(),
  app: z.unknown(),
  tool: z.unknown(),
  salt: sha256Schema,
  sections: z.record(z.string(), sectionDocument),
});
