import { FixopsError } from "../domain/error.ts";
import type { InputKind } from "../domain/input-file.ts";
import type { CsvRow } from "../standards/csv.ts";
import { parseCsv } from "../standards/csv.ts";
import { parseJson } from "../standards/json.ts";
import type { KeyPlace } from "../standards/json-keys.ts";
import { positionOf } from "../standards/position.ts";
import { parseXmlText } from "../standards/xml.ts";
import { foreignText } from "./foreign-text.ts";
import type { Document } from "./format.ts";
import { jsonError, tooDeep } from "./parse-json.ts";
import { readYaml } from "./parse-yaml.ts";
import { type Setting, streamOf } from "./stream.ts";
import { templateError } from "./template.ts";
import { firstLine, quote } from "./visible.ts";

type Plain = {
  readonly document: Document;
  readonly repeated: readonly KeyPlace[];
  readonly reserved: readonly KeyPlace[];
  readonly halfPairs: number;
};

/** A JSON scalar starts like one of these. */
const scalarStart = /^\s*(?:["\d-]|null|true|false)/;

/** A first line that YAML of ours can start with: a key, a list item, a document mark, a directive, a comment. */
const yamlStart = /^(?:---|%|#|[-?](?: |$)|["']?[\w ./@-]{1,100}["']?[ \t]*:(?:\s|$))/;

/**
 * Text that does not start with a bracket: XML, a text that a format knows, CSV when its header is known, else YAML
 * that gives mappings or lists. Throws INPUT_EMPTY for a scalar such as `null`, INPUT_MALFORMED, INPUT_NOT_RECOGNISED, INPUT_TOO_LARGE.
 */
export function readPlainText(text: string, setting: Setting): Plain {
  refuseScalar(text, setting.file);
  const foreign = foreignText(text);
  if (foreign !== undefined) throw notRecognised(`the file is ${foreign}, which is not read`, setting.file, asJson);
  const other = otherForm(text, setting);
  if (other !== undefined) return { document: other, repeated: [], reserved: [], halfPairs: 0 };
  return yamlDocument(text, setting);
}

/** XML by its first character; text and CSV by a format that knows the first lines. */
function otherForm(text: string, setting: Setting): Document | undefined {
  if (text.trimStart().startsWith("<")) return xmlDocument(text, setting);
  const start = firstLines(text);
  const knows = (document: Document): boolean => setting.formats.some((format) => format.detect(document));
  if (knows({ form: "text", text: start })) return { form: "text", text };
  const rows = csvRows(text, start, setting);
  return rows === undefined ? undefined : { form: "csv", rows };
}

/** Lines at the start that tell what a text is: EPSS has a comment before its header, SPDX may have several. */
const headLines = 20;

/** Characters of them at most. */
const headLength = 4096;

function firstLines(text: string): string {
  return text
    .trimStart()
    .slice(0, headLength)
    .split(/\r\n|\r|\n/, headLines)
    .join("\n");
}

function xmlDocument(text: string, { file, maxDepth }: Setting): Document {
  try {
    return { form: "xml", root: parseXmlText(text.trimStart(), maxDepth) };
  } catch (cause) {
    if (cause instanceof RangeError) throw tooDeep(file, maxDepth, cause);
    if (!(cause instanceof SyntaxError)) throw cause;
    const position = positionOf(cause);
    const where = { file, ...(position && { line: position.line, column: position.column }) };
    const hint = "have the tool write the report again; the file may be cut off or edited";
    throw new FixopsError("INPUT_MALFORMED", `the XML is not well formed: ${cause.message}`, { where, hint, cause });
  }
}

function refuseScalar(text: string, file: string): void {
  if (!scalarStart.test(text)) return;
  const parsed = parseJson(text);
  if (!parsed.ok) return;
  const what = parsed.value === null ? "null" : `one ${typeof parsed.value}`;
  const hint = "run the tool again and look at its exit code";
  throw new FixopsError("INPUT_EMPTY", `the whole file is ${what}: the tool wrote no report`, {
    where: { file },
    hint,
  });
}

/** The records, when a format knows the header line; the rest of the file is not looked at before that. */
function csvRows(text: string, start: string, setting: Setting): readonly CsvRow[] | undefined {
  const header = tryCsv(start.split("\n", 2).join("\n")) ?? tryCsv(firstLine(text));
  if (header === undefined || !setting.formats.some((format) => format.detect({ form: "csv", rows: header })))
    return undefined;
  try {
    return parseCsv(text).rows;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const position = positionOf(cause);
    const where = { file: setting.file, ...(position && { line: position.line, column: position.column }) };
    const hint = "put cells that hold quotes, separators or line ends in double quotes, and double the quotes inside";
    throw new FixopsError("INPUT_MALFORMED", `the CSV is not well formed: ${cause.message}`, { where, hint, cause });
  }
}

function tryCsv(line: string): readonly CsvRow[] | undefined {
  try {
    return parseCsv(line).rows;
  } catch {
    return undefined;
  }
}

function yamlDocument(text: string, setting: Setting): Plain {
  if (!yamlStart.test(firstLine(text))) throw noReport(text, setting);
  try {
    const { values, repeated, reserved, halfPairs } = readYaml(text, setting.file, setting.maxDepth);
    if (values.length > 1) return { document: streamOf("yaml", values, setting), repeated, reserved, halfPairs };
    const [value] = values;
    if (typeof value === "object" && value !== null)
      return { document: { form: "yaml", value }, repeated, reserved, halfPairs };
  } catch (thrown) {
    throw leadingText(text, setting.file) ?? templateError(text, setting.file) ?? thrown;
  }
  throw noReport(text, setting);
}

/** A log line before the JSON is the likelier story when JSON follows. */
function leadingText(text: string, file: string): FixopsError | undefined {
  const parsed = parseJson(text);
  return parsed.ok || parsed.fault.kind !== "leading_text" ? undefined : jsonError(parsed.fault, file);
}

function noReport(text: string, { file, expected }: Setting): FixopsError {
  const leading = leadingText(text, file);
  if (leading !== undefined) return leading;
  const line = firstLine(text);
  const isTable = /[,;\t]/.test(line);
  const what = isTable
    ? `the first line is no header that a reader knows: ${quote(line)}`
    : `the file is neither JSON nor CSV nor YAML of ours; its first line is ${quote(line)}`;
  return notRecognised(what, file, isTable ? columnsHint(expected) : asJson);
}

const designColumns = "a design CSV names its components in a column component, component_name, service or name";

const requirementColumns =
  "a requirements CSV has a column requirement_id or control_refs; it may have feature, data_class, pii, internet_facing and notes";

/** The columns that are needed; of both tables where no flag tells which one it is. */
function columnsHint(expected: InputKind | undefined): string {
  if (expected === "requirements") return requirementColumns;
  if (expected === "design") return designColumns;
  return `${designColumns}; ${requirementColumns}; reports are read as JSON`;
}

const asJson = "have the tool write its report as JSON";

function notRecognised(message: string, file: string, hint: string): FixopsError {
  return new FixopsError("INPUT_NOT_RECOGNISED", message, { where: { file }, hint });
}
