import type { TrustRequest } from "../actions/trust.ts";
import type { Flags, FlagTable } from "./flag.ts";

/** What provenance is verified with, and the artefacts that it must be about. */
export const trustFlags = {
  "trusted-key": {
    type: "string",
    valueHint: "FILE",
    multiple: true,
    description: "public key in PEM that may sign provenance",
  },
  "trusted-root": {
    type: "string",
    valueHint: "FILE",
    description: "Sigstore trusted root that certificates of provenance lead to",
  },
  artefact: {
    type: "string",
    valueHint: "FILE|sha256:HEX",
    multiple: true,
    description: "what is deployed; provenance must be about it",
  },
} as const satisfies FlagTable;

/** The part of a request that the flags give. */
export function trustRequestOf(flags: Flags<typeof trustFlags>): TrustRequest {
  return {
    trustedKeys: flags["trusted-key"],
    trustedRoot: flags["trusted-root"],
    artefacts: flags.artefact,
  };
}
