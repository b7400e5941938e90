import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import {
  type AttestationSink,
  attestationReading,
  attestationSink,
  isEnvelope,
  type Placed,
  placedValues,
  takeEnvelope,
} from "./attestations.ts";

/** DSSE envelopes around in-toto statements: one, a list, or JSON Lines (`.intoto.jsonl`). */
export const dsseEnvelope: Format = {
  id: "dsse-json",
  title: "DSSE envelope",
  sign: "`payloadType` and `payload`",
  versions: [],
  kinds: ["provenance"],
  detect: (document) => placedValues(document).some(({ value }) => isEnvelope(value)),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = attestationSink(origin.name);
  for (const placed of placedValues(document)) take(placed, sink);
  return attestationReading(sink, undefined);
}

function take(placed: Placed, sink: AttestationSink): void {
  if (isEnvelope(placed.value)) takeEnvelope(placed, { envelope: "dsse" }, sink);
  else count(sink.lost, "it is no DSSE envelope");
}
