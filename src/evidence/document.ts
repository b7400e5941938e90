import { z } from "zod";
import { FixopsError } from "../domain/error.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { parseJson } from "../standards/json.ts";
import { pointer } from "../standards/json-pointer.ts";

/**
 * Documents of a run read back. Only the exact text that is written is accepted, so repeated keys, other spacing and
 * what a parser would pass over are refused.
 */

/** A SHA-256 as documents spell it. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** UTF-8 bytes to a text, a byte-order mark kept. Throws INTEGRITY_MANIFEST. */
export function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw malformed(file, "is not UTF-8", cause);
  }
}

/** The text of a document that ends with a line feed, without it. Throws INTEGRITY_MANIFEST. */
export function lineOf(bytes: Uint8Array, file: string): string {
  const text = textOf(bytes, file);
  if (!text.endsWith("\n")) throw malformed(file, "does not end with a line feed");
  return text.slice(0, -1);
}

/** The value of a canonical text (RFC 8785) that is of the given shape. Throws INTEGRITY_MANIFEST. */
export function readCanonical<Schema extends z.ZodType>(text: string, file: string, schema: Schema): z.output<Schema> {
  const parsed = parseJson(text);
  if (!parsed.ok) throw malformed(file, `is not JSON: ${parsed.fault.detail}`);
  if (canonicalOrNothing(parsed.value) !== text) throw malformed(file, "is not canonical JSON (RFC 8785)");
  const result = schema.safeParse(parsed.value);
  if (!result.success) throw malformed(file, `is not what is written under that name: ${issueText(result.error)}`);
  return result.data;
}

/** Canonical JSON; undefined for a value that nests deeper than it is printed here. */
export function canonicalOrNothing(value: unknown): string | undefined {
  try {
    return canonicalJson(value);
  } catch {
    return undefined;
  }
}

/** The first fault that zod found, and where. */
export function issueText(error: z.ZodError): string {
  const [issue] = error.issues;
  return issue === undefined ? "unknown fault" : `${issue.message} at ${pointer(...issue.path) || "the top"}`;
}

function malformed(file: string, what: string, cause?: unknown): FixopsError {
  return new FixopsError("INTEGRITY_MANIFEST", `${file} ${what}`, { where: { file }, cause });
}
