import { FixopsError } from "../../../domain/error.ts";
import { isStatement, statementVersion } from "../../../standards/in-toto.ts";
import { text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { shown } from "../refusals.ts";
import { attestationReading, attestationSink, placedValues, takeStatement } from "./attestations.ts";

/** In-toto statements without an envelope: one, a list, or JSON Lines of them; of any predicate. */
export const inTotoStatement: Format = {
  id: "in-toto-json",
  title: "in-toto statement",
  sign: "a `_type` under https://in-toto.io/Statement/",
  versions: ["v0.1", "v1"],
  kinds: ["provenance"],
  detect: (document) => placedValues(document).some(({ value }) => isStatement(value)),
  read,
};

function read(document: Document, origin: Origin): Reading {
  const sink = attestationSink(origin.name);
  const values = placedValues(document);
  const [first] = values;
  if (values.length === 1 && statementVersion(first?.value) === undefined) throw otherVersion(first?.value, origin);
  for (const placed of values) takeStatement(placed, { envelope: "none", signatures: 0 }, sink);
  return attestationReading(sink, [...sink.versions][0]);
}

function otherVersion(value: unknown, { name }: Origin): FixopsError {
  const message = `the type of the in-toto statement is ${shown(text(value, "_type"))}; expected Statement/v0.1 or v1`;
  return new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file: name, pointer: "/_type" },
    hint: "have the attestation written as https://in-toto.io/Statement/v1",
  });
}
