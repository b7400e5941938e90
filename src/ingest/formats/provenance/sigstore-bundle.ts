import { FixopsError } from "../../../domain/error.ts";
import { bundleVersion, isBundle } from "../../../standards/sigstore-bundle.ts";
import { field, isObject, list } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { shown } from "../refusals.ts";
import {
  type AttestationSink,
  attestationReading,
  attestationSink,
  type Placed,
  placedValues,
  takeEnvelope,
} from "./attestations.ts";

/**
 * Sigstore bundles: one, JSON Lines (`gh attestation download`), a list, or the attestations that a registry or the
 * GitHub API lists, each with its `bundle`.
 */
export const sigstoreBundle: Format = {
  id: "sigstore-bundle-json",
  title: "Sigstore bundle",
  sign: "a `mediaType` of Sigstore bundles; or `verificationMaterial` beside `dsseEnvelope` or `messageSignature`",
  versions: ["0.1", "0.2", "0.3"],
  kinds: ["provenance"],
  detect: (document) => bundlesOf(document).some(({ value }) => isBundle(value)),
  read,
};

/** npm and the GitHub API list `attestations`, `gh attestation verify` a list of `{attestation: {bundle}}`. */
function bundlesOf(document: Document): readonly Placed[] {
  const listed = list(jsonValue(document), "attestations");
  if (listed.length === 0) return placedValues(document).map(unwrapped);
  return listed.map((value, index) => unwrapped({ value, pointer: `/attestations/${index}` }));
}

function unwrapped({ value, pointer }: Placed): Placed {
  const attestation = field(value, "attestation");
  if (isObject(attestation)) return unwrapped({ value: attestation, pointer: `${pointer}/attestation` });
  const bundle = field(value, "bundle");
  return isObject(bundle) ? { value: bundle, pointer: `${pointer}/bundle` } : { value, pointer };
}

function read(document: Document, origin: Origin): Reading {
  const sink = attestationSink(origin.name);
  const versions = new Set<string>();
  for (const placed of bundlesOf(document)) {
    if (isBundle(placed.value)) versions.add(takeBundle(placed, sink));
    else count(sink.lost, "it is no Sigstore bundle");
  }
  return attestationReading(sink, [...versions][0]);
}

/** Gives the version of the bundle. */
function takeBundle({ value, pointer }: Placed, sink: AttestationSink): string {
  const version = versionOf({ value, pointer }, sink.input);
  const envelope = field(value, "dsseEnvelope");
  if (isObject(envelope)) {
    const placed = { value: envelope, pointer: `${pointer}/dsseEnvelope` };
    takeEnvelope(placed, { envelope: "sigstore", bundle: value }, sink);
  } else if (isObject(field(value, "messageSignature"))) count(sink.leftOut, "it signs a file and states nothing");
  else count(sink.lost, "it holds neither an envelope nor a signature");
  return version;
}

function versionOf({ value, pointer }: Placed, file: string): string {
  const version = bundleVersion(value);
  if (version !== undefined) return version;
  const message = `the media type of the Sigstore bundle is ${shown(field(value, "mediaType"))}; expected version 0.1, 0.2 or 0.3`;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file, pointer: `${pointer}/mediaType` },
    hint: "have the bundle written by a current Sigstore client (bundle version 0.3)",
  });
}
