import { FixopsError } from "../domain/error.ts";
import type { InputBytes, InputFile } from "../domain/input-file.ts";
import type { Items } from "../domain/items.ts";
import type { Document, Format, Reading } from "./format.ts";
import { checkKeys } from "./key-check.ts";
import { encodingNotices, parse } from "./parse.ts";
import { recognise } from "./recognise.ts";
import { checkKind, roleDoubts, servedKinds } from "./roles.ts";

/** What reading needs to know besides the input. */
export type ReadOptions = { readonly maxDepth: number; readonly formats: readonly Format[] };

/** One input, read. */
export type Outcome = {
  readonly file: InputFile;
  readonly form: Document["form"];
  readonly format: Format;
  readonly items: Partial<Items>;
};

/**
 * One input to its items: parsed, recognised, read, accounted for. `bears` tells whether what was read bears on the
 * decision, so that odd names in it are refused. Throws INPUT_*, and INTERNAL when a reader loses an item.
 */
export function readInput(
  input: InputBytes,
  { maxDepth, formats }: ReadOptions,
  bears: (items: Partial<Items>) => boolean,
): Outcome {
  const parsed = parse(input, formats, maxDepth);
  const format = recognise(parsed.document, formats, input);
  const kindNotices = checkKind(format, input);
  const reading = format.read(parsed.document, { name: input.name, sha256: input.sha256 });
  checkBalance(reading, format, input.name);
  const keyNotices = checkKeys(parsed, input.name, bears(reading.items));
  const notices = [...encodingNotices(parsed.encoding), ...kindNotices, ...keyNotices, ...reading.notices];
  const { form } = parsed.document;
  return { file: toFile(input, parsed.encoding, format, { ...reading, notices }), form, format, items: reading.items };
}

function toFile(input: InputBytes, encoding: string, format: Format, reading: Reading): InputFile {
  const { coverage, accounts, notices, items, formatVersion } = reading;
  const doubts = coverage.doubts.length > 0 ? coverage.doubts : roleDoubts(format, input.expected, items);
  return {
    name: input.name,
    sha256: input.sha256,
    ...(input.archive && { archive: input.archive }),
    bytes: input.bytes.length,
    encoding,
    kinds: servedKinds(format, input.expected, items),
    format: format.id,
    ...(formatVersion !== undefined && { formatVersion }),
    ...(format.isPublicRecord && { isPublicRecord: true }),
    coverage: { ...coverage, doubts },
    accounts,
    notices,
  };
}

/** Nothing is dropped: raw = kept + not applicable in every account (DESIGN §1.3). */
function checkBalance(reading: Reading, format: Format, file: string): void {
  for (const { items, raw, kept, notApplicable } of reading.accounts) {
    const sum = notApplicable.reduce((total, row) => total + row.count, kept);
    if (sum === raw) continue;
    const message = `the reader ${format.id} accounts for ${sum} of ${raw} ${items}`;
    throw new FixopsError("INTERNAL", message, { where: { file } });
  }
}
