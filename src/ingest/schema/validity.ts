import type { InputBytes } from "../../domain/input-file.ts";
import type { SchemaValidity } from "../../domain/schema-validity.ts";
import { decodeText } from "../../standards/text.ts";
import { mendHalfPairs } from "../half-pairs.ts";
import type { Outcome } from "../read-input.ts";
import type { CheckSchema } from "./check.ts";
import { publishedSchema } from "./published.ts";

const MIB = 1024 * 1024;

const maxMib = 32;

/**
 * Whether an input that was read is what its publisher's schema asks for. Its bytes are parsed once more, since a reader
 * may have gone through them piece by piece.
 */
export function schemaValidity(input: InputBytes, { file, form }: Outcome, check: CheckSchema): SchemaValidity {
  const published = publishedSchema(file.format, file.formatVersion);
  if (published === undefined || form !== "json") return { status: "not_evaluated", why: "no schema is built in" };
  const { schema } = published;
  const bytes = input.bytes.length;
  if (bytes > maxMib * MIB) return { status: "not_evaluated", why: `the file is larger than ${maxMib} MiB`, schema };
  return check(JSON.parse(mendHalfPairs(decodeText(input.bytes).text).text), published, bytes);
}
