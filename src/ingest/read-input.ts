import { FixopsError } from "../domain/error.ts";
import type { InputBytes, InputFile } from "../domain/input-file.ts";
import type { Items } from "../domain/items.ts";
import { listText } from "../domain/words.ts";
import type { Document, Format, Reading } from "./format.ts";
import { checkKeys, type KeyRemarks } from "./key-check.ts";
import { encodingNotices, type Parsed, parse } from "./parse.ts";
import { parsePieces } from "./parse-pieces.ts";
import { otherFormats, recognise } from "./recognise.ts";
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
export function readInput(input: InputBytes, options: ReadOptions, bears: (items: Partial<Items>) => boolean): Outcome {
  const parsedWhole = () => parse(input, options.formats, options.maxDepth);
  return readPieces(input, options) ?? readParsed(input, parsedWhole(), options, bears);
}

/** Bytes from which on an input is read in pieces; below, what is held at once is little anyway. */
const longInput = 2 * 1024 * 1024;

/**
 * An input with long lists that its format goes through piece by piece; undefined for every other one, and for one
 * with anything odd or wrong in it: that is told by reading it whole, which knows the place.
 */
function readPieces(input: InputBytes, options: ReadOptions): Outcome | undefined {
  if (input.bytes.length < longInput || input.bytes[0] !== OPENS_OBJECT) return undefined;
  const patterns = new Set(options.formats.flatMap(({ longLists }) => longLists ?? []));
  try {
    const pieces = parsePieces(input.bytes, patterns, options.maxDepth);
    if (pieces === undefined) return undefined;
    const document: Document = { form: "json", value: pieces.value };
    const format = recognise(document, options.formats, input);
    if (!pieces.long.every((pattern) => format.longLists?.includes(pattern))) return undefined;
    const doubts = shapeDoubts(document, options.formats, format);
    const outcome = outcomeOf(input, { document, encoding: "utf-8" }, format, () => ({ notices: [], doubts }));
    return pieces.isClean() ? outcome : undefined;
  } catch {
    return undefined;
  }
}

/** `{`; a byte order mark or a space before it is rare, and a list on top is no report with long lists in it. */
const OPENS_OBJECT = 0x7b;

function readParsed(
  input: InputBytes,
  parsed: Parsed,
  { formats }: ReadOptions,
  bears: (items: Partial<Items>) => boolean,
): Outcome {
  const format = recognise(parsed.document, formats, input);
  const doubts = shapeDoubts(parsed.document, formats, format);
  return outcomeOf(input, parsed, format, (items) => {
    const keys = checkKeys(parsed, input.name, bears(items));
    return { notices: keys.notices, doubts: [...keys.doubts, ...doubts] };
  });
}

/** Formats that a doubt names. */
const maxNamed = 3;

/** Why what the reader of the format sees may not be all that the document says. */
function shapeDoubts(document: Document, formats: readonly Format[], format: Format): readonly string[] {
  const others = otherFormats(document, formats, format).map(({ title }) => title);
  if (others.length === 0) return [];
  return [`it was read as ${format.title}, and looks like ${listText(others, maxNamed)} as well`];
}

/** `remarksOn` looks at the document once more when its items are known; may throw INPUT_*. */
function outcomeOf(
  input: InputBytes,
  { document, encoding }: Pick<Parsed, "document" | "encoding">,
  format: Format,
  remarksOn: (items: Partial<Items>) => KeyRemarks,
): Outcome {
  const kindNotices = checkKind(format, input);
  const reading = format.read(document, { name: input.name, sha256: input.sha256 });
  checkBalance(reading, format, input.name);
  const { items } = reading;
  const remarks = remarksOn(items);
  const notices = [...encodingNotices(encoding), ...kindNotices, ...remarks.notices, ...reading.notices];
  const own = reading.coverage.doubts;
  const doubts = [...(own.length > 0 ? own : roleDoubts(format, input.expected, items)), ...remarks.doubts];
  const coverage = { ...reading.coverage, doubts };
  return {
    file: toFile(input, encoding, format, { ...reading, coverage, notices }),
    form: document.form,
    format,
    items,
  };
}

function toFile(input: InputBytes, encoding: string, format: Format, reading: Reading): InputFile {
  const { coverage, accounts, notices, items, formatVersion } = reading;
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
    coverage,
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
