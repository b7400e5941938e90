import { basename } from "node:path";
import { FixopsError, reasonOf } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { BundleVerifier, NamedArtefact, ProvenanceBasis, TrustedKey, TrustedRoot } from "../../domain/trust.ts";
import type { Overlay } from "../../overlay/schema.ts";
import { type PublicKey, parsePublicKey } from "../../standards/signature.ts";
import { decodeText } from "../../standards/text.ts";
import { inputLimits } from "./input-limits.ts";
import { readKeyFile } from "./key-file.ts";
import { loadOverlay, type OverlayRequest } from "./overlay.ts";

/** What provenance is verified with and compared to, as flags name it; each list replaces that of the overlay. */
export type TrustRequest = {
  readonly trustedKeys?: readonly string[];
  readonly trustedRoot?: string | undefined;
  /** Files, or `sha256:HEX`. */
  readonly artefacts?: readonly string[];
  readonly maxInputBytes?: number | undefined;
};

/** A key takes some hundreds of bytes; the public-good root of Sigstore 7 kB, and roots grow. */
const maxTrustBytes = 4 * 1024 * 1024;

/** The verification of Sigstore bundles, loaded only when a trusted root is named. Throws USAGE_OVERLAY_*. */
export async function loadBundleVerifier(
  request: TrustRequest & OverlayRequest,
  runtime: Runtime,
): Promise<BundleVerifier | undefined> {
  return namesRoot(request, runtime) ? await runtime.bundleVerifier() : undefined;
}

/** The built-in overlays name none. */
function namesRoot(request: TrustRequest & OverlayRequest, runtime: Runtime): boolean {
  if (request.trustedRoot !== undefined) return true;
  if (request.overlays.length === 0 && runtime.environment("FIXOPS_OVERLAY_PATH") === undefined) return false;
  return loadOverlay(request, runtime).overlay.provenance.trusted_root !== undefined;
}

/**
 * Reads keys, root and artefacts, all before any other work. Paths of the overlay count from the working directory, as
 * those of flags do. Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID, USAGE_BAD_VALUE, INPUT_*.
 */
export function loadProvenanceBasis(
  request: TrustRequest & { readonly verifier?: BundleVerifier | undefined },
  options: Overlay["provenance"],
  runtime: Runtime,
): ProvenanceBasis {
  const keys = given(request.trustedKeys) ?? options.trusted_keys;
  const root = request.trustedRoot ?? options.trusted_root;
  return {
    keys: keys.map((path) => loadKey(path, runtime)),
    roots: root === undefined ? [] : loadRoots(root, request.verifier, runtime),
    artefacts: (request.artefacts ?? []).map((text) => namedArtefact(text, request.maxInputBytes, runtime)),
  };
}

/** A flag that was not used gives an empty list. */
function given(paths: readonly string[] | undefined): readonly string[] | undefined {
  return paths === undefined || paths.length === 0 ? undefined : paths;
}

function loadKey(path: string, runtime: Runtime): TrustedKey {
  const givenBy = "--trusted-key or provenance.trusted_keys";
  const bytes = readKeyFile({ path, what: "the trusted key", givenBy }, maxTrustBytes, runtime);
  const { algorithm, keyId, pem, verify } = publicKeyIn(bytes, path);
  return { name: basename(path), algorithm, keyId, pem, verify };
}

function publicKeyIn(bytes: Uint8Array, path: string): PublicKey {
  try {
    return parsePublicKey(decodeText(bytes).text);
  } catch (cause) {
    throw new FixopsError("USAGE_KEY_INVALID", `the trusted key ${path} is no public key: ${reasonOf(cause)}`, {
      where: { file: path },
      hint: "give a public key in PEM, Ed25519 or ECDSA P-256: openssl pkey -in key.pem -pubout",
      cause,
    });
  }
}

function loadRoots(path: string, verifier: BundleVerifier | undefined, runtime: Runtime): readonly TrustedRoot[] {
  const bytes = runtime.files.read(path, maxTrustBytes);
  if (bytes === undefined) {
    throw new FixopsError("INPUT_NOT_FOUND", `the trusted root ${path} does not exist`, {
      where: { file: path },
      hint: "correct the path given by --trusted-root or provenance.trusted_root",
    });
  }
  if (verifier === undefined) throw new FixopsError("INTERNAL", "a trusted root was read without its verification");
  const sha256 = runtime.sha256(bytes);
  try {
    return rootsIn(decodeText(bytes).text).map((root) => {
      return { name: basename(path), sha256, text: JSON.stringify(root), verify: verifier(root) };
    });
  } catch (cause) {
    throw new FixopsError("INPUT_MALFORMED", `${path} is no Sigstore trusted root: ${reasonOf(cause)}`, {
      where: { file: path },
      hint: "give the trusted_root.json of the Sigstore instance, or the output of `gh attestation trusted-root`",
      cause,
    });
  }
}

/** One root, or one a line, as `gh attestation trusted-root` prints them. */
function rootsIn(text: string): readonly unknown[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return isJson(lines[0] ?? "") ? lines.map((line): unknown => JSON.parse(line)) : [JSON.parse(text)];
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A digest as it is, or that of a file, which is called by its name. */
function namedArtefact(text: string, maxInputBytes: number | undefined, runtime: Runtime): NamedArtefact {
  const digest = /^sha256:([0-9a-f]{64})$/i.exec(text)?.[1]?.toLowerCase();
  if (digest !== undefined) return { name: `sha256:${digest}`, sha256: digest };
  if (/^sha\d+:/i.test(text)) {
    throw new FixopsError("USAGE_BAD_VALUE", `--artefact is "${text}", expected a file or sha256: and 64 hex digits`, {
      hint: "write for example --artefact sha256:$(sha256sum app.tar | cut -d' ' -f1)",
    });
  }
  const bytes = runtime.files.read(text, inputLimits(maxInputBytes).maxBytes);
  if (bytes !== undefined) return { name: basename(text), sha256: runtime.sha256(bytes) };
  throw new FixopsError("INPUT_NOT_FOUND", `the artefact ${text} does not exist`, {
    where: { file: text },
    hint: "check the path, or give sha256: and the digest in hex",
  });
}
