import { listText } from "../../../domain/words.ts";
import type { Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quote } from "../../visible.ts";
import { plainText } from "../forms.ts";
import { measureTracefile, readTracefile } from "./lcov-records.ts";
import { coverageReading } from "./measured.ts";

/** LCOV tracefiles (`geninfo`, lcov 1 and 2), which many tools of other languages write. */
export const lcov: Format = {
  id: "lcov",
  title: "LCOV tracefile",
  sign: "a first line that begins with `TN:` or `SF:`, and a line that begins with `SF:`",
  versions: [],
  kinds: ["tests"],
  detect,
  read,
};

/** The first line that is no comment names a test or a source file. */
function detect(document: Document): boolean {
  const lines = (plainText(document) ?? "").split("\n", headLines).map((line) => line.trim());
  const [first = ""] = lines.filter((line) => line !== "" && !line.startsWith("#"));
  return /^(?:TN|SF):/.test(first) && lines.some((line) => line.startsWith("SF:"));
}

/** Lines that tell what the file is; see `Format.detect`. */
const headLines = 20;

function read(document: Document, origin: Origin): Reading {
  const trace = readTracefile(plainText(document) ?? "");
  const { measured, short } = measureTracefile(trace);
  const further = trace.records - trace.files.size;
  const notUsed: Tally = further > 0 ? new Map([["a further record of the same file", further]]) : new Map();
  const unknown = [...trace.unknown].map((tag) => quote(tag));
  return coverageReading(measured, {
    input: origin.name,
    pointer: "line 1",
    items: "source files",
    kept: trace.files.size,
    notUsed,
    doubts: [
      ...[...trace.faults].map(([fault, n]) => `${n} ${fault}`),
      ...(short > 0 ? [`${short} of its files claim more lines than they list`] : []),
    ],
    notices: unknown.length > 0 ? [`lines that are not known begin with ${listText(unknown, unknown.length)}`] : [],
  });
}
