import { optional, shorten } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChild, xmlChildren } from "../../../standards/xml.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { add, countAttribute, coverageReading, type Measured, type Sum, sum, tick } from "./measured.ts";

/** Clover XML, which OpenClover, Istanbul and PHPUnit write. */
export const clover: Format = {
  id: "clover-xml",
  title: "Clover XML",
  sign: "the root element `coverage` with a `project`",
  versions: [],
  kinds: ["tests"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const root = xmlRoot(document);
  return root?.name === "coverage" && xmlChild(root, "project") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const project = xmlChild(root, "project");
  const files = project === undefined ? [] : filesOf(project);
  const measured = measure(files);
  const claimed = countAttribute(xmlChild(project, "metrics"), "files") ?? 0;
  return coverageReading(measured, {
    input: origin.name,
    pointer: "/coverage/project",
    items: "source files",
    kept: files.length,
    notUsed: new Map(),
    coverage: { ...labelOf(root, "clover", "toolVersion"), ...labelOf(root, "generated", "generatedAt") },
    doubts: claimed > files.length ? [`it claims ${claimed} files and lists ${files.length}`] : [],
  });
}

function labelOf<K extends string>(root: XmlElement | undefined, name: string, key: K): { readonly [P in K]?: string } {
  const given = root && xmlAttribute(root, name);
  return optional(key, given === undefined ? undefined : shorten(given, maxLabel));
}

/** Files stand in packages, in the project itself (PHPUnit), or in packages inside `metrics` (older Istanbul). */
function filesOf(element: XmlElement): readonly XmlElement[] {
  const holders = element.children.filter(({ name }) => name === "package" || name === "metrics");
  return [...xmlChildren(element, "file"), ...holders.flatMap(filesOf)];
}

type Sums = { readonly lines: Sum; readonly branches: Sum; readonly functions: Sum };

/** The metrics of each file, whose statements are what the other formats call lines; else its lines are counted. */
function measure(files: readonly XmlElement[]): Measured {
  const sums = { lines: sum(), branches: sum(), functions: sum() };
  for (const file of files) {
    const metrics = xmlChild(file, "metrics");
    if (metrics === undefined) countLines(file, sums);
    else addMetrics(metrics, sums);
  }
  return { ...sums, files: files.length };
}

function addMetrics(metrics: XmlElement, { lines, branches, functions }: Sums): void {
  add(lines, covered(metrics, "statements"));
  add(branches, covered(metrics, "conditionals"));
  add(functions, covered(metrics, "methods"));
}

function covered(metrics: XmlElement, name: string): Sum {
  return { covered: countAttribute(metrics, `covered${name}`) ?? 0, total: countAttribute(metrics, name) ?? 0 };
}

function countLines(file: XmlElement, { lines, branches, functions }: Sums): void {
  for (const line of xmlChildren(file, "line")) {
    const type = xmlAttribute(line, "type");
    const isHit = (countAttribute(line, "count") ?? 0) > 0;
    if (type === "stmt") tick(lines, isHit);
    else if (type === "method") tick(functions, isHit);
    else if (type === "cond") {
      tick(branches, (countAttribute(line, "truecount") ?? 0) > 0);
      tick(branches, (countAttribute(line, "falsecount") ?? 0) > 0);
    }
  }
}
