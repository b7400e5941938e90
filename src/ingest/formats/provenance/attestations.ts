import type { ProvenanceStatement, SealedStatement } from "../../../domain/provenance.ts";
import { counted } from "../../../domain/words.ts";
import { parseEnvelope } from "../../../standards/dsse.ts";
import { isObject, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Reading } from "../../format.ts";
import { type Notices, notice, noticeTexts } from "../../notices.ts";
import { jsonValue, jsonValues } from "../forms.ts";
import { rejectionDoubts, shown } from "../refusals.ts";
import { payloadOf } from "./payload.ts";
import { readStatement } from "./statement.ts";

/** What the readers of provenance gather while they go through one document. */
export type AttestationSink = {
  readonly input: string;
  readonly statements: ProvenanceStatement[];
  /** Versions of the statements, in the order in which they came. */
  readonly versions: Set<string>;
  /** Reason → attestations that are left out for good cause. */
  readonly leftOut: Tally;
  /** Reason → attestations that meant to say something and cannot be read. */
  readonly lost: Tally;
  /** What is doubtful about statements that were read → how many. */
  readonly faults: Tally;
  readonly notices: Notices;
};

export function attestationSink(input: string): AttestationSink {
  const [leftOut, lost, faults]: [Tally, Tally, Tally] = [new Map(), new Map(), new Map()];
  return { input, statements: [], versions: new Set(), leftOut, lost, faults, notices: new Map() };
}

/** A value of a document and where it stands. */
export type Placed = { readonly value: unknown; readonly pointer: string };

/** The attestations of a document: one, a list, or a stream (JSON Lines), whose pointers look the same. */
export function placedValues(document: Document): readonly Placed[] {
  const value = jsonValue(document);
  if (value !== undefined && !Array.isArray(value)) return [{ value, pointer: "" }];
  const values: readonly unknown[] = Array.isArray(value) ? value : jsonValues(document);
  return values.map((entry, index) => ({ value: entry, pointer: `/${index}` }));
}

/** Takes a bare or unwrapped statement. */
export function takeStatement(
  { value, pointer }: Placed,
  wrapping: Pick<ProvenanceStatement, "envelope" | "signatures" | "sealed">,
  sink: AttestationSink,
): void {
  const reading = readStatement(value, { ...wrapping, source: { input: sink.input, pointer } });
  if ("unreadable" in reading) {
    count(sink.lost, reading.unreadable);
    return;
  }
  sink.statements.push(reading.statement);
  sink.versions.add(reading.version);
  for (const doubt of reading.doubts) count(sink.faults, doubt);
}

/** True for a DSSE envelope (DSSE 1.0). */
export function isEnvelope(value: unknown): boolean {
  return isObject(value) && typeof value["payloadType"] === "string" && typeof value["payload"] === "string";
}

/** Media types of in-toto statements; early ones name the predicate as well. */
const inTotoPayload = /^application\/vnd\.in-toto(?:\.[a-z-]{1,40})?\+json$/;

/** How an envelope came: by itself, or in a Sigstore bundle, whose parsed value goes with it. */
export type Carrier = { readonly envelope: "dsse" } | { readonly envelope: "sigstore"; readonly bundle: unknown };

/** Takes the statement out of a DSSE envelope. The payload is the signed bytes, and they are kept as they are. */
export function takeEnvelope({ value, pointer }: Placed, carrier: Carrier, sink: AttestationSink): void {
  const payloadType = text(value, "payloadType");
  if (payloadType === undefined || !inTotoPayload.test(payloadType)) {
    count(sink.leftOut, "its payload is no in-toto statement");
    notice(sink.notices, "payload type", `an envelope of the payload type ${shown(payloadType)} is not read`);
    return;
  }
  const opened = openEnvelope(value);
  if ("unreadable" in opened) {
    count(sink.lost, opened.unreadable);
    return;
  }
  const { envelope, ...bundle } = carrier;
  const sealed = { ...opened.sealed, ...bundle };
  const signatures = sealed.signatures.length;
  if (signatures === 0) count(sink.faults, "the envelope carries no signature");
  takeStatement({ value: opened.value, pointer: `${pointer}/payload` }, { envelope, signatures, sealed }, sink);
}

type Opened = { readonly value: unknown; readonly sealed: SealedStatement } | { readonly unreadable: string };

function openEnvelope(value: unknown): Opened {
  try {
    const sealed = parseEnvelope(value);
    return { ...payloadOf(sealed.payload), sealed };
  } catch (error) {
    if (error instanceof SyntaxError) return { unreadable: error.message };
    throw error;
  }
}

/** The reading of a whole document. Nothing in it is verified by reading, and its notices say so. */
export function attestationReading(sink: AttestationSink, formatVersion: string | undefined): Reading {
  const { statements, lost, leftOut, faults } = sink;
  return {
    ...(formatVersion !== undefined && { formatVersion }),
    coverage: {
      ...timeOf(statements),
      targets: statements.reduce((sum, { subjects }) => sum + subjects.length, 0),
      doubts: [...rejectionDoubts("attestations", lost), ...faultDoubts(faults)],
    },
    accounts: [account("attestations", statements.length, new Map([...leftOut, ...lost]))],
    notices: [...(statements.length > 0 ? [unverified(statements)] : []), ...noticeTexts(sink.notices)],
    items: { provenance: statements },
  };
}

/** Of one build the time it ended is when the report was made; of several there is no one time. */
function timeOf(statements: readonly ProvenanceStatement[]): { readonly generatedAt?: string } {
  const times = new Set(statements.flatMap(({ finishedOn }) => finishedOn ?? []));
  const [only] = times;
  return times.size === 1 && only !== undefined ? { generatedAt: only } : {};
}

function faultDoubts(faults: Tally): readonly string[] {
  return [...faults].map(([fault, n]) => (n === 1 ? fault : `${fault} (${n} times)`));
}

function unverified(statements: readonly ProvenanceStatement[]): string {
  const signatures = statements.reduce((sum, statement) => sum + statement.signatures, 0);
  const what = counted(statements.length, "statement was", "statements were");
  const signed = signatures === 0 ? "no signature" : counted(signatures, "signature");
  return `${what} read, with ${signed}; what of it holds is told by the section provenance`;
}
