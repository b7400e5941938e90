import { z } from "zod";
import type { Manifest } from "../domain/bundle.ts";
import { FixopsError } from "../domain/error.ts";
import { compareText } from "../domain/order.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { canonicalOrNothing, lineOf, readCanonical, sha256Schema } from "./document.ts";
import { decisionTextOf, readBundle, sectionDocument } from "./read.ts";
import { leafOf, sectionLeaf, sectionSalt } from "./sections.ts";

/**
 * The bundle of a redacted copy: some sections with their salts, of the others the leaves alone. All leaves together lead
 * to the root that the manifest signs. The bundle's own salt is not in it: whoever had it could try guesses.
 */
export const redactedSchema = "fixops.redacted/v1";

/** `fixops-{mode}-run-bundle.redacted.json`, which stands where the bundle would. */
export function redactedName(mode: string): string {
  return `fixops-${mode}-run-bundle.redacted.json`;
}

/** The bytes of the redacted bundle that shows these sections: canonical JSON and one line feed. Throws INTEGRITY_MANIFEST. */
export function redact(plainBundle: Uint8Array, only: ReadonlySet<string>): Uint8Array {
  const { texts, value } = readBundle(plainBundle);
  const { app, as_of, mode, run_id, salt, sections, tool } = value;
  const shown = texts.filter(([name]) => only.has(name));
  const hidden = texts.filter(([name]) => !only.has(name));
  const document = {
    schema: redactedSchema,
    app,
    as_of,
    mode,
    run_id,
    tool,
    sections: Object.fromEntries(
      shown.map(([name]) => [name, { salt: sectionSalt(salt, name), section: sections[name] }]),
    ),
    withheld: Object.fromEntries(hidden.map(([name, text]) => [name, leafOf(salt, name, text)])),
  };
  return new TextEncoder().encode(`${canonicalJson(document)}\n`);
}

/** What a redacted bundle says, as far as it is compared. */
export type RedactedParts = {
  readonly value: z.infer<typeof redactedDocument>;
  /** In text order of the names; the status of those that are shown. */
  readonly sections: readonly { readonly name: string; readonly status?: string }[];
  /** One for each of these. */
  readonly leaves: readonly string[];
  /** Canonical text of the shown section `decision` without its status. */
  readonly decision: string | undefined;
};

/** Reads a redacted bundle. Throws INTEGRITY_MANIFEST when it is not the canonical document that is written. */
export function readRedacted(bytes: Uint8Array, mode: Manifest["mode"]): RedactedParts {
  const file = redactedName(mode);
  const text = lineOf(bytes, file);
  const value = readCanonical(text, file, redactedDocument);
  // A schema passes over a member `__proto__`, and nothing in the manifest lists this file's digest.
  if (canonicalOrNothing(value) !== text) {
    throw new FixopsError("INTEGRITY_MANIFEST", `${file} has a member that does not belong there`, { where: { file } });
  }
  const leaves = [...shownLeaves(value), ...hiddenLeaves(value)].toSorted((a, b) => compareText(a.name, b.name));
  return {
    value,
    sections: leaves.map(({ leaf: _, ...section }) => section),
    leaves: leaves.map(({ leaf }) => leaf),
    decision: decisionTextOf(value.sections["decision"]?.section),
  };
}

type Leaf = { readonly name: string; readonly status?: string; readonly leaf: string };

function shownLeaves({ sections }: RedactedParts["value"]): readonly Leaf[] {
  return Object.entries(sections).map(([name, { salt, section }]) => ({
    name,
    status: section.status,
    leaf: sectionLeaf(name, salt, canonicalJson(section)),
  }));
}

function hiddenLeaves({ withheld }: RedactedParts["value"]): readonly Leaf[] {
  return Object.entries(withheld).map(([name, leaf]) => ({ name, leaf }));
}

const redactedDocument = z.strictObject({
  schema: z.literal(redactedSchema),
  app: z.unknown(),
  as_of: z.string(),
  mode: z.string(),
  run_id: z.string(),
  tool: z.unknown(),
  sections: z.record(z.string(), z.strictObject({ salt: sha256Schema, section: sectionDocument })),
  withheld: z.record(z.string(), sha256Schema),
});
