/** A public key that the user trusts to sign provenance. */
export type TrustedKey = {
  /** Name of its file, without the folder. */
  readonly name: string;
  /** SHA-256 of its SubjectPublicKeyInfo, hex. */
  readonly keyId: string;
  readonly algorithm: string;
  /** SubjectPublicKeyInfo in PEM. */
  readonly pem: string;
  /** True when the signature is one of the key over exactly these bytes. Never throws. */
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean;
};

/** Who a signing certificate was issued to (its subject alternative name), and who vouched for that (its OIDC issuer). */
export type Identity = { readonly subject: string; readonly issuer: string };

/** What verification of a Sigstore bundle came to. It uses no clock and no network. */
export type BundleVerdict =
  | { readonly holds: true; readonly identity?: Identity; readonly payload: Uint8Array }
  | { readonly holds: false; readonly reason: string };

/** A Sigstore trusted root (certificate authorities, transparency logs, timestamp authorities) that the user trusts. */
export type TrustedRoot = {
  /** Name of its file, without the folder. */
  readonly name: string;
  readonly sha256: string;
  /** The root itself, as JSON. */
  readonly text: string;
  /** Verifies a parsed bundle that was signed with a certificate. Never throws. */
  readonly verify: (bundle: unknown) => BundleVerdict;
};

/** Makes the verification of a parsed `trusted_root.json`. Throws when it is none. */
export type BundleVerifier = (root: unknown) => TrustedRoot["verify"];

/** A file that is deployed, as the user named it on the command line. */
export type NamedArtefact = { readonly name: string; readonly sha256: string };

/** A basis as it is kept, from which `replay` makes it again: keys in PEM, and trusted roots as JSON. */
export type SavedBasis = {
  readonly keys: readonly Pick<TrustedKey, "name" | "pem">[];
  readonly roots: readonly Pick<TrustedRoot, "name" | "sha256" | "text">[];
  readonly artefacts: readonly NamedArtefact[];
};

/** What provenance is held against, besides the overlay and the release itself. */
export type ProvenanceBasis = {
  readonly keys: readonly TrustedKey[];
  readonly roots: readonly TrustedRoot[];
  readonly artefacts: readonly NamedArtefact[];
};

export const noBasis: ProvenanceBasis = { keys: [], roots: [], artefacts: [] };
