import { count, type Tally } from "../../account.ts";
import { add, countOf, type Measured, type Sum, sum, tick } from "./measured.ts";

/** What the records of one source file say together; a file has one record for each test. */
type SourceFile = {
  readonly lines: Map<string, boolean>;
  readonly branches: Map<string, boolean>;
  readonly functions: Map<string, boolean>;
  /** The sums that a record gives: `LF`, `LH` and their like. */
  readonly claims: Map<string, number>;
};

/** What is gathered while a tracefile is read. */
export type Tracefile = {
  readonly files: Map<string, SourceFile>;
  /** Records, of which a file may have several. */
  records: number;
  /** What is doubtful → how many. */
  readonly faults: Tally;
  readonly unknown: Set<string>;
  open: SourceFile | undefined;
};

/** Tags of `geninfo` and LCOV 2 that say nothing that is counted here. */
const otherTags: ReadonlySet<string> = new Set(["TN", "VER", "FNL", "MCDC", "MCF", "MCH"]);

const sumTags: ReadonlySet<string> = new Set(["LF", "LH", "BRF", "BRH", "FNF", "FNH"]);

const cutOff = "records have no end_of_record: the file is cut off";

/** Reads a tracefile line by line. */
export function readTracefile(text: string): Tracefile {
  const trace: Tracefile = { files: new Map(), records: 0, faults: new Map(), unknown: new Set(), open: undefined };
  for (const line of text.split("\n")) readLine(line.trim(), trace);
  if (trace.open !== undefined) count(trace.faults, cutOff);
  return trace;
}

function readLine(line: string, trace: Tracefile): void {
  if (line === "" || line.startsWith("#")) return;
  if (line === "end_of_record") {
    trace.open = undefined;
    return;
  }
  const colon = line.indexOf(":");
  const tag = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? "" : line.slice(colon + 1);
  if (tag === "SF") openFile(value, trace);
  else if (otherTags.has(tag)) return;
  else if (trace.open === undefined) count(trace.faults, "lines stand outside any record");
  else readValue(tag, value, trace.open, trace);
}

function openFile(path: string, trace: Tracefile): void {
  if (trace.open !== undefined) count(trace.faults, cutOff);
  trace.records++;
  const known = trace.files.get(path);
  trace.open = known ?? { lines: new Map(), branches: new Map(), functions: new Map(), claims: new Map() };
  if (known === undefined) trace.files.set(path, trace.open);
}

function readValue(tag: string, value: string, file: SourceFile, trace: Tracefile): void {
  const isRead = sumTags.has(tag) ? claim(tag, value, file) : readers.get(tag)?.(value, file);
  if (isRead === false) count(trace.faults, "lines cannot be read");
  else if (isRead === undefined && trace.unknown.size < maxUnknown) trace.unknown.add(tag);
}

/** Unknown tags that a notice is made of. */
const maxUnknown = 10;

type Read = (value: string, file: SourceFile) => boolean;

const readers: ReadonlyMap<string, Read> = new Map<string, Read>([
  ["DA", (value, { lines }) => mark(lines, value.split(",", 3), 0, 1)],
  ["BRDA", (value, { branches }) => markBranch(branches, value)],
  ["FN", (value, { functions }) => markName(functions, value.slice(value.lastIndexOf(",") + 1), "0")],
  ["FNDA", (value, { functions }) => markName(functions, afterComma(value), value.split(",", 1)[0])],
  ["FNA", (value, { functions }) => markName(functions, afterComma(afterComma(value)), value.split(",", 2)[1])],
]);

function afterComma(value: string): string {
  return value.slice(value.indexOf(",") + 1);
}

function mark(into: Map<string, boolean>, parts: readonly string[], key: number, hits: number): boolean {
  const name = parts[key];
  return name !== undefined && /^\d{1,9}$/.test(name) && markName(into, name, parts[hits]);
}

/** Hits may be negative in files of old compilers, and count as none. */
function markName(into: Map<string, boolean>, name: string, hits: string | undefined): boolean {
  if (name === "" || hits === undefined || !/^-?[\d.e+]{1,20}$/.test(hits)) return false;
  into.set(name, into.get(name) === true || Number(hits) > 0);
  return true;
}

/** `line,block,branch,taken`; `-` where the line was never reached. */
function markBranch(into: Map<string, boolean>, value: string): boolean {
  const end = value.lastIndexOf(",");
  const taken = value.slice(end + 1);
  return end > 0 && markName(into, value.slice(0, end), taken === "-" ? "0" : taken);
}

function claim(tag: string, value: string, file: SourceFile): boolean {
  const number = countOf(value);
  if (number === undefined) return false;
  file.claims.set(tag, Math.max(number, file.claims.get(tag) ?? 0));
  return true;
}

/** The counts of the whole file, and how many of its files claim more lines than they list. */
export function measureTracefile({ files }: Tracefile): { readonly measured: Measured; readonly short: number } {
  const [lines, branches, functions] = [sum(), sum(), sum()];
  let short = 0;
  for (const file of files.values()) {
    addFile(lines, file.lines, [file.claims.get("LF"), file.claims.get("LH")]);
    addFile(branches, file.branches, [file.claims.get("BRF"), file.claims.get("BRH")]);
    addFile(functions, file.functions, [file.claims.get("FNF"), file.claims.get("FNH")]);
    if (file.lines.size > 0 && (file.claims.get("LF") ?? 0) > file.lines.size) short++;
  }
  return { measured: { lines, branches, functions, files: files.size }, short };
}

/** What is listed is counted; where only the sums are given, they are taken. */
function addFile(
  into: Sum,
  listed: ReadonlyMap<string, boolean>,
  [found, hit]: readonly [number | undefined, number | undefined],
): void {
  if (listed.size === 0) add(into, { covered: Math.min(hit ?? 0, found ?? 0), total: found ?? 0 });
  for (const isHit of listed.values()) tick(into, isHit);
}
