import { FixopsError } from "../domain/error.ts";
import type { InputBytes } from "../domain/input-file.ts";
import type { KeyPlace } from "../standards/json-keys.ts";
import { positionOf } from "../standards/position.ts";
import { type DecodedText, decodeText, type TextEncoding } from "../standards/text.ts";
import { binaryFormat } from "./foreign-text.ts";
import type { Document, Format } from "./format.ts";
import { readJson } from "./parse-json.ts";
import { readPlainText } from "./parse-plain.ts";
import { streamOf } from "./stream.ts";
import { templateError } from "./template.ts";

/** A document with what its bytes and its text had that the value no longer shows. */
export type Parsed = {
  readonly document: Document;
  readonly encoding: TextEncoding;
  /** Names that an object repeats, at most 1000; the last of each counts. */
  readonly repeated: readonly KeyPlace[];
  /** `__proto__`, `constructor` and `prototype` used as names, at most 1000. */
  readonly reserved: readonly KeyPlace[];
  /** Halves of surrogate pairs, which are no characters. */
  readonly halfPairs: number;
};

/**
 * Bytes to a document: JSON when the first character opens an object or a list, else XML, a text or CSV that a format
 * of the table knows, else YAML. The text is dropped on return.
 * Throws INPUT_EMPTY, INPUT_ENCODING, INPUT_TOO_DEEP, INPUT_TOO_LARGE, INPUT_TRUNCATED, INPUT_MALFORMED,
 * INPUT_NOT_RECOGNISED.
 */
export function parse(input: InputBytes, formats: readonly Format[], maxDepth: number): Parsed {
  const file = input.name;
  if (input.bytes.length === 0) throw empty(file, "the file has no bytes");
  const { text, encoding } = decode(input);
  const first = text.charAt(text.search(/\S/));
  const setting = { file, formats, maxDepth, expected: input.expected };
  if (first === "") throw empty(file, "the file holds only white space");
  if (first !== "{" && first !== "[") return { ...readPlainText(text, setting), encoding };
  if (text.trimStart().startsWith("{{")) refuseTemplate(text, file);
  const { values, ...rest } = readJson(text, utf8Of(input.bytes, text, encoding), file, maxDepth);
  if (values.length > 1) return { document: streamOf("json", values, setting), encoding, ...rest };
  return { document: { form: "json", value: values[0] }, encoding, ...rest };
}

/** Chart templates often start with an action, which looks like an object in an object. */
function refuseTemplate(text: string, file: string): void {
  const error = templateError(text, file);
  if (error !== undefined) throw error;
}

/** The error for a file that says nothing at all. */
function empty(file: string, message: string): FixopsError {
  const hint = "run the tool again and look at its exit code: it wrote no report";
  return new FixopsError("INPUT_EMPTY", message, { where: { file }, hint });
}

function decode(input: InputBytes): DecodedText {
  try {
    return decodeText(input.bytes);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw encodingError(input, cause);
  }
}

function encodingError(input: InputBytes, cause: SyntaxError): FixopsError {
  const position = positionOf(cause);
  const where = { file: input.name, ...(position && { line: position.line, column: position.column }) };
  const binary = binaryFormat(input.bytes);
  if (binary === undefined)
    return new FixopsError("INPUT_ENCODING", cause.message, { where, hint: "save the file as UTF-8", cause });
  const message = `the file is ${binary} data, not text`;
  return new FixopsError("INPUT_ENCODING", message, { where, hint: "give the report itself, unpacked", cause });
}

/** The bytes to scan: those of the file, unless it is UTF-16. */
function utf8Of(bytes: Uint8Array, text: string, encoding: TextEncoding): Uint8Array {
  return encoding === "utf-8" || encoding === "utf-8-bom" ? bytes : new TextEncoder().encode(text);
}

/** What people should know about the encoding. */
export function encodingNotices(encoding: TextEncoding): readonly string[] {
  if (encoding === "utf-8") return [];
  if (encoding === "utf-8-bom") return ["the file starts with a UTF-8 byte-order mark, which was left out"];
  return [`the file is ${encoding.toUpperCase()} with a byte-order mark; it was read as text`];
}
