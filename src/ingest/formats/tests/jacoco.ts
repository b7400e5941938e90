import { optional, shorten } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChildren } from "../../../standards/xml.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { add, countAttribute, coverageReading, type Measured, sum } from "./measured.ts";

/** JaCoCo XML (report DTD 1.0 and 1.1), also of Kover. */
export const jacoco: Format = {
  id: "jacoco-xml",
  title: "JaCoCo XML",
  sign: "the root element `report` with a `sessioninfo`, `counter`, `group` or `package` as JaCoCo has them",
  versions: [],
  kinds: ["tests"],
  detect,
  read,
};

/** Many tools call their root `report`. */
function detect(document: Document): boolean {
  const root = xmlRoot(document);
  if (root?.name !== "report" || !root.attributes.has("name")) return false;
  return root.children.some(isOwn);
}

function isOwn(child: XmlElement): boolean {
  if (child.name === "sessioninfo") return true;
  if (child.name === "counter") return child.attributes.has("missed");
  const isPart = child.name === "package" || child.name === "group";
  return isPart && child.children.some(({ name }) => parts.has(name));
}

const parts: ReadonlySet<string> = new Set(["group", "package", "class", "sourcefile", "counter"]);

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const packages = root === undefined ? [] : packagesOf(root);
  const files = packages.flatMap((one) => xmlChildren(one, "sourcefile"));
  // Classes without debug information belong to no source file; their package counts them.
  const measured = measure(files.length > 0 ? files : packages, files.length);
  const claimed = root === undefined ? undefined : measure([root], 0).lines.total;
  const isShort = claimed !== undefined && claimed > measured.lines.total;
  const sessions = xmlChildren(root, "sessioninfo");
  const dump = sessions.map((session) => xmlAttribute(session, "dump")).findLast((time) => time !== undefined);
  return coverageReading(measured, {
    input: origin.name,
    pointer: "/report",
    items: "source files",
    kept: files.length,
    notUsed: new Map(),
    coverage: {
      tool: "jacoco",
      ...optional("generatedAt", dump === undefined ? undefined : shorten(dump, maxLabel)),
    },
    doubts: isShort ? [`it claims ${claimed} lines and lists ${measured.lines.total}`] : [],
    notices: sessions.length === 0 ? ["it names no session, so which run was measured is not known"] : [],
  });
}

/** Packages stand in groups, which nest, as modules do. */
function packagesOf(element: XmlElement): readonly XmlElement[] {
  return [...xmlChildren(element, "package"), ...xmlChildren(element, "group").flatMap(packagesOf)];
}

function measure(elements: readonly XmlElement[], files: number): Measured {
  const [lines, branches, functions] = [sum(), sum(), sum()];
  const sums = new Map([
    ["LINE", lines],
    ["BRANCH", branches],
    ["METHOD", functions],
  ]);
  for (const element of elements) {
    for (const counter of xmlChildren(element, "counter")) {
      const into = sums.get(xmlAttribute(counter, "type") ?? "");
      const covered = countAttribute(counter, "covered") ?? 0;
      const missed = countAttribute(counter, "missed") ?? 0;
      if (into !== undefined) add(into, { covered, total: covered + missed });
    }
  }
  return { lines, branches, functions, files };
}
