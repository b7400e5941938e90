import { z } from "zod";
import { pattern } from "./pattern.ts";

/** Build levels of SLSA v1.0; level 0 is the absence of provenance. */
const level = z.int().min(1).max(3);

const text = z.string().min(1);

/** The overlay's `provenance`: who may sign, build, and from what. An empty list allows everything. */
export const provenanceOptions = z
  .strictObject({
    required: z
      .boolean()
      .default(false)
      .describe("True asks for verified build provenance of the release, and of each --artefact."),
    trusted_keys: z
      .array(text)
      .default([])
      .describe("Files with PEM public keys, from the working directory; --trusted-key replaces them."),
    trusted_root: text
      .optional()
      .describe("File with a Sigstore trusted root, from the working directory; --trusted-root replaces it."),
    identities: z
      .array(z.strictObject({ subject: pattern, issuer: text }))
      .default([])
      .describe(
        "Who may sign with a certificate: its subject alternative name, `*` at the end for a prefix, and its OIDC issuer.",
      ),
    builders: z
      .array(z.strictObject({ id: pattern, level: level.optional(), signed_by: pattern.optional() }))
      .default([])
      .describe(
        "Builders that are allowed, `*` at the end for a prefix, with the SLSA Build level that each gives and the signer that alone may speak for it: the subject of a certificate, or a key id.",
      ),
    sources: z
      .array(pattern)
      .default([])
      .describe("Repositories that may be built, without `git+` and revision, `*` at the end for a prefix."),
    refs: z.array(pattern).default([]).describe("Branches and tags that may be built: refs/heads/main, refs/tags/*."),
    materials: z
      .strictObject({
        required: z.array(pattern).default([]).describe("URIs that the build must have used."),
        allowed: z.array(pattern).default([]).describe("URIs that the build may have used, and no others."),
      })
      .prefault({})
      .describe("What a build is made of: SLSA materials, resolved dependencies."),
    min_build_level: level.optional().describe("The SLSA Build level that must be verified, 1 to 3."),
  })
  .prefault({});

export type ProvenanceOptions = z.output<typeof provenanceOptions>;

/** True when the overlay asks something of provenance. */
export function asksPolicy(options: ProvenanceOptions): boolean {
  const { required, identities, builders, sources, refs, materials, min_build_level } = options;
  const lists = [identities, builders, sources, refs, materials.required, materials.allowed];
  return required || min_build_level !== undefined || lists.some((list) => list.length > 0);
}
