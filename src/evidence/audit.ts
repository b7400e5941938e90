import { z } from "zod";
import type { AuditLine } from "../domain/bundle.ts";
import type { AuditEvent } from "../domain/runtime.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { issueText, sha256Schema } from "./document.ts";
import { type PlainLine, plainLine } from "./log-line.ts";

/** One line of the audit log (DESIGN §8): an RFC 6962 leaf that carries the leaf hash of the line before. */

export const logFile = "audit.jsonl";
export const headFile = "head";
export const checkpointFile = "checkpoint";

/** `prev` of the first line, which has none before it. */
export const firstPrev = "0".repeat(64);

/** Of one line without its line feed: digests and counts fit, finding text does not belong here. C2SP tiles allow 64 KiB. */
export const maxLineBytes = 16 * 1024;

/** Where a line stands: its number from 0 and the leaf hash of the line before. */
export type AuditPlace = { readonly seq: number; readonly prev: string };

/** The line of an event, without line feed. Throws a RangeError for an event that `parseAuditLine` would not read. */
export function auditLine(event: AuditEvent, place: AuditPlace): string {
  const result = auditDocument.safeParse({ ...event, ...place, v: 1 });
  if (!result.success) throw new RangeError(`no audit event: ${issueText(result.error)}`);
  const text = canonicalJson(result.data);
  const { length } = new TextEncoder().encode(text);
  if (length > maxLineBytes) throw new RangeError(`an audit line has at most ${maxLineBytes} bytes, got ${length}`);
  return text;
}

/** Reads one line without its line feed. Throws a SyntaxError unless it is exactly what `auditLine` writes. */
export function parseAuditLine(bytes: Uint8Array): AuditLine {
  if (bytes.length > maxLineBytes) throw new SyntaxError(`has ${bytes.length} bytes, at most ${maxLineBytes}`);
  const text = decoder.decode(bytes);
  const result = auditDocument.safeParse(parseOrNothing(text));
  if (!result.success) throw new SyntaxError(`is no audit line: ${issueText(result.error)}`);
  if (canonicalJson(result.data) !== text) throw new SyntaxError("is not canonical JSON");
  return result.data;
}

/**
 * Reads one line as `parseAuditLine` does, at once when it is a plain one. `text` is the line as text, when somebody has it:
 * right as far as it is ASCII, and of no matter else. Throws a SyntaxError.
 */
export function readAuditLine(bytes: Uint8Array, text: string = decoder.decode(bytes)): PlainLine {
  const plain = bytes.length > maxLineBytes ? undefined : plainLine(text);
  if (plain !== undefined) return plain;
  const line = parseAuditLine(bytes);
  return { seq: line.seq, prev: line.prev, event: line.event, read: () => line };
}

/** Lossy on purpose: a replaced byte cannot be canonical again, since the text is compared with what is written. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Members in canonical order, which spares the sorting of each line. */
const auditDocument = z.strictObject({
  app: z.string().exactOptional(),
  data: z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean()])).exactOptional(),
  event: z.string().regex(/^[a-z][a-z0-9_.]{0,63}$/),
  prev: sha256Schema,
  run: z.string().exactOptional(),
  seq: z.int().min(0),
  subject: z.record(z.string().min(1), sha256Schema).exactOptional(),
  ts: z.iso.datetime({ offset: true }),
  v: z.literal(1),
}) satisfies z.ZodType<AuditLine>;
