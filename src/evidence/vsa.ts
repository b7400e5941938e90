import type { DecisionRecord, Manifest } from "../domain/bundle.ts";
import { sha256Hex } from "../standards/sha256.ts";
import { manifestFile } from "./bundle.ts";
import type { Claim } from "./claim.ts";

/** SLSA Verification Summary Attestation (slsa.dev/spec/v1.1/verification_summary). */
export const vsaPredicateType = "https://slsa.dev/verification_summary/v1";

/** Names the program as a verifier; an identifier, nothing is there to be fetched. */
const verifierId = "https://fixops.dev/verifier";

/** What the claim takes from the decision. */
export type VsaFacts = Pick<DecisionRecord, "artefacts" | "slsa_build_level"> & {
  readonly inputs: readonly { readonly name: string; readonly sha256: string; readonly kinds: readonly string[] }[];
};

/**
 * The verification summary of a run: PASSED for GO and nothing else, about the artefacts of the release, or about the
 * manifest when none is known by its digest. The level is what provenance was verified to show.
 */
export function vsaClaim(manifest: Manifest, bytes: Uint8Array, decision: VsaFacts): Claim {
  const { app, as_of, mode, overlay, run_id, signed_by, tool, verdict } = manifest;
  const isPassed = verdict === "GO";
  const subject = decision.artefacts.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  const attestations = decision.inputs.filter(({ kinds }) => kinds.includes("provenance"));
  return {
    name: manifestFile,
    bytes,
    ...(subject.length > 0 && { subject }),
    predicateType: vsaPredicateType,
    predicate: {
      verifier: { id: verifierId, version: { [tool.name]: tool.version } },
      timeVerified: as_of,
      resourceUri: `urn:fixops:app:${encodeURIComponent(app.id ?? app.name ?? run_id)}`,
      policy: { uri: `urn:fixops:overlay:${mode}`, digest: { sha256: overlay.sha256 } },
      inputAttestations: [...attestations, { name: manifestFile, sha256: sha256Hex(bytes) }].map(
        ({ name, sha256 }) => ({
          uri: encodeURI(name),
          digest: { sha256 },
        }),
      ),
      verificationResult: isPassed ? "PASSED" : "FAILED",
      verifiedLevels: [isPassed ? levelName(decision.slsa_build_level) : "FAILED"],
      slsaVersion: "1.1",
    },
    ...(signed_by !== undefined && { keyId: signed_by.key_id }),
  };
}

/** SLSA 1.1 `SlsaResult`: a level of the Build track, or that it was not looked at. */
function levelName(level: number | undefined): string {
  return level === undefined ? "SLSA_BUILD_LEVEL_UNEVALUATED" : `SLSA_BUILD_LEVEL_${level}`;
}
