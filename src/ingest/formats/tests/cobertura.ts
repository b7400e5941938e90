import { optional, shorten } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChild, xmlChildren } from "../../../standards/xml.ts";
import { count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { rejectionDoubts } from "../refusals.ts";
import { add, countAttribute, coverageReading, type Measured, sum, tick } from "./measured.ts";

/** Cobertura XML, which coverage.py, coverlet, gcovr, Istanbul and others write as well. */
export const cobertura: Format = {
  id: "cobertura-xml",
  title: "Cobertura XML",
  sign: "the root element `coverage` with `line-rate` or `packages`, and no `project`",
  versions: [],
  kinds: ["tests"],
  detect,
  read,
};

/** Clover has the same root; its child is a `project`. */
function detect(document: Document): boolean {
  const root = xmlRoot(document);
  if (root?.name !== "coverage" || xmlChild(root, "project") !== undefined) return false;
  return root.attributes.has("line-rate") || xmlChild(root, "packages") !== undefined;
}

/** The lines of one file by number: hit or not, and the branches on each. */
type FileLines = Map<number, { isHit: boolean; covered: number; total: number }>;

type Sieve = {
  readonly files: Map<string, FileLines>;
  readonly functions: { covered: number; total: number };
  readonly notUsed: Tally;
  /** Lines as the classes list them, repetitions included. */
  listed: number;
};

const nameless = "it names no file";

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const sieve: Sieve = { files: new Map(), functions: sum(), notUsed: new Map(), listed: 0 };
  const packages = xmlChildren(xmlChild(root, "packages"), "package");
  for (const one of packages) for (const type of xmlChildren(xmlChild(one, "classes"), "class")) readClass(type, sieve);
  const measured = measure(sieve);
  const lost = new Map([...sieve.notUsed].filter(([reason]) => reason === nameless));
  const claimed = countAttribute(root, "lines-valid") ?? 0;
  const isShort = claimed > Math.max(measured.lines.total, sieve.listed);
  return coverageReading(measured, {
    input: origin.name,
    pointer: "/coverage",
    items: "classes",
    kept: sieve.files.size,
    notUsed: sieve.notUsed,
    coverage: { ...labelOf(root, "version", "toolVersion"), ...labelOf(root, "timestamp", "generatedAt") },
    doubts: [
      ...rejectionDoubts("classes", lost),
      ...(isShort ? [`it claims ${claimed} lines and lists ${measured.lines.total}`] : []),
    ],
  });
}

function labelOf<K extends string>(root: XmlElement | undefined, name: string, key: K): { readonly [P in K]?: string } {
  const given = root && xmlAttribute(root, name);
  return optional(key, given === undefined ? undefined : shorten(given, maxLabel));
}

/** Several classes may stand in one file (inner classes), and name the same lines. */
function readClass(type: XmlElement, sieve: Sieve): void {
  const file = xmlAttribute(type, "filename");
  if (file === undefined) {
    count(sieve.notUsed, nameless);
    return;
  }
  const known = sieve.files.get(file);
  if (known !== undefined) count(sieve.notUsed, "a further class of the same file");
  const lines: FileLines = known ?? new Map();
  sieve.files.set(file, lines);
  const methods = xmlChildren(xmlChild(type, "methods"), "method");
  for (const method of methods) tick(sieve.functions, isHit(method));
  const own = xmlChildren(xmlChild(type, "lines"), "line");
  const listed = own.length > 0 ? own : methods.flatMap(linesOf);
  sieve.listed += listed.length;
  for (const line of listed) readLine(line, lines);
}

function linesOf(method: XmlElement): readonly XmlElement[] {
  return xmlChildren(xmlChild(method, "lines"), "line");
}

function isHit(method: XmlElement): boolean {
  const lines = linesOf(method);
  if (lines.length === 0) return Number(xmlAttribute(method, "line-rate") ?? 0) > 0;
  return lines.some((line) => (countAttribute(line, "hits") ?? 0) > 0);
}

/** `50% (1/2)`: one of two branches. */
const conditions = /\((\d{1,6})\/(\d{1,6})\)/;

function readLine(line: XmlElement, lines: FileLines): void {
  const number = countAttribute(line, "number");
  if (number === undefined) return;
  const found = conditions.exec((xmlAttribute(line, "condition-coverage") ?? "").slice(0, maxLabel));
  const known = lines.get(number);
  const covered = Number(found?.[1] ?? 0);
  const total = Number(found?.[2] ?? 0);
  const isLineHit = (countAttribute(line, "hits") ?? 0) > 0;
  lines.set(number, {
    isHit: isLineHit || known?.isHit === true,
    covered: Math.max(covered, known?.covered ?? 0),
    total: Math.max(total, known?.total ?? 0),
  });
}

function measure(sieve: Sieve): Measured {
  const [lines, branches] = [sum(), sum()];
  for (const file of sieve.files.values()) {
    for (const line of file.values()) {
      tick(lines, line.isHit);
      add(branches, line);
    }
  }
  return { lines, branches, functions: sieve.functions, files: sieve.files.size };
}
