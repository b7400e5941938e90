import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { cyclonedxXml } from "../../../src/ingest/formats/sbom/cyclonedx-xml.ts";
import { spdxTagValue } from "../../../src/ingest/formats/sbom/spdx-tag-value.ts";
import { parseXmlText, type XmlElement } from "../../../src/standards/xml.ts";
import { codeOf } from "../../support/code-of.ts";

const numRuns = 200 * Number(process.env["SLOW"] ?? "1");

/** Pieces that readers of tag-value trip over. */
const piece = fc.oneof(
  fc.constantFrom("", "<text>", "</text>", ":", "\n", "\r", "#", " ", "pkg:", "1e999", "PackageName:", "SPDXID:"),
  fc.constantFrom("SPDXVersion: SPDX-2.3\n", "PackageName x", "Relationship"),
  fc.string({ maxLength: 8 }),
);

/** Places in parts of a thousand, so that a text of any length has them. */
const textChange = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 60 }), piece);

/** What is done to the nth element: it gets another name, namespace, text or attributes, it repeats, it loses its children. */
const treeChange = fc.tuple(
  fc.nat({ max: 80 }),
  fc.constantFrom("rename", "move", "text", "attributes", "repeat", "empty"),
  fc.oneof(
    fc.constantFrom(
      "components",
      "component",
      "name",
      "purl",
      "vulnerabilities",
      "vulnerability",
      "affects",
      "ref",
      "licenses",
    ),
    fc.constantFrom("", " ", "pkg:", "pkg:npm/%E0%A4%A", "1e999", "-0", "NaN", "http://cyclonedx.org/schema/bom/1.4"),
    fc.string({ maxLength: 8 }),
  ),
);

const lists = fc.tuple(
  fc.array(textChange, { minLength: 1, maxLength: 3 }),
  fc.array(treeChange, { minLength: 1, maxLength: 4 }),
);

type TextChange = readonly [place: number, length: number, by: string];
type TreeChange = readonly [nth: number, what: string, by: string];

type Case = {
  readonly name: string;
  readonly format: Format;
  readonly changed: (text: readonly TextChange[], tree: readonly TreeChange[]) => Document;
  readonly count: (document: Document) => number;
};

const cases: readonly Case[] = [
  ...["vulnerability-extension-1.2", "vulnerabilities-1.4", "services-1.5", "malformed-1.6"].map((name) => {
    const seed = parseXmlText(seedOf(`cyclonedx-xml/${name}/input.xml`));
    const changed: Case["changed"] = (_, changes) => ({ form: "xml", root: changes.reduce(changedTree, seed) });
    return { name, format: cyclonedxXml, changed, count: xmlComponents };
  }),
  ...["packages-2.3", "malformed-2.3"].map((name) => {
    const seed = seedOf(`spdx-tag-value/${name}/input.txt`);
    const changed: Case["changed"] = (changes) => ({ form: "text", text: changes.reduce(changedText, seed) });
    return { name, format: spdxTagValue, changed, count: tagPackages };
  }),
];

describe.each([...cases])("$name with places overwritten", ({ format, changed, count }) => {
  test(`${format.id} reads it, every item counted, or refuses it with a FixopsError`, () => {
    let readings = 0;
    fc.assert(
      fc.property(lists, ([text, tree]) => {
        const document = changed(text, tree);
        const reading = format.detect(document) ? readOrRefuse(format, document) : undefined;
        if (reading === undefined) return;
        readings++;
        expect(reading.accounts[0]?.raw).toBe(count(document));
        for (const { raw, kept, notApplicable } of reading.accounts) {
          expect(raw).toBe(notApplicable.reduce((sum, row) => sum + row.count, kept));
        }
        expect(JSON.stringify(reading.items)).not.toContain('"pointer":"/components');
      }),
      { numRuns },
    );
    expect(readings).toBeGreaterThan(numRuns / 4);
  });
});

function changedText(text: string, [place, length, by]: TextChange): string {
  const start = Math.floor((text.length * place) / 1000);
  return text.slice(0, start) + by + text.slice(start + length);
}

function changedTree(root: XmlElement, [nth, what, by]: TreeChange): XmlElement {
  let left = nth;
  const visit = (element: XmlElement): readonly XmlElement[] => {
    const here = left-- === 0;
    const children = element.children.flatMap(visit);
    return here ? changedElement({ ...element, children }, what, by) : [{ ...element, children }];
  };
  return visit(root)[0] ?? root;
}

function changedElement(element: XmlElement, what: string, by: string): readonly XmlElement[] {
  switch (what) {
    case "rename":
      return [{ ...element, name: by }];
    case "move":
      return [{ ...element, namespace: by }];
    case "text":
      return [{ ...element, text: by }];
    case "attributes":
      return [{ ...element, attributes: new Map([...element.attributes.keys(), "bom-ref"].map((key) => [key, by])) }];
    case "repeat":
      return [element, element];
    default:
      return [{ ...element, children: [] }];
  }
}

function readOrRefuse(format: Format, document: Document): Reading | undefined {
  let reading: Reading | undefined;
  codeOf(() => {
    reading = format.read(document, { name: "input", sha256: "" });
  });
  return reading;
}

/** Components by a walk of their own: lists of the document, of its subject, and of components. */
function xmlComponents(document: Document): number {
  if (document.form !== "xml") return -1;
  const { root } = document;
  const childrenOf = (of: readonly (typeof root)[], name: string): readonly (typeof root)[] =>
    of.flatMap(({ children }) => children.filter((child) => child.name === name && child.namespace === root.namespace));
  let level = childrenOf(childrenOf([root], "components"), "component");
  const [metadata] = childrenOf([root], "metadata");
  const [subject] = metadata === undefined ? [] : childrenOf([metadata], "component");
  if (subject !== undefined) level = [...level, ...childrenOf(childrenOf([subject], "components"), "component")];
  let total = 0;
  while (level.length > 0) {
    total += level.length;
    level = childrenOf(childrenOf(level, "components"), "component");
  }
  return total;
}

function tagPackages(document: Document): number {
  if (document.form !== "text") return -1;
  const plain = document.text.replace(
    /^([ \t]*[A-Za-z][A-Za-z0-9]{0,63}[ \t]*:[ \t]*)<text>[\s\S]*?<\/text>.*$/gm,
    "$1",
  );
  return plain.split(/[\r\n]+/).filter((line) => /^\s*PackageName(?:[ \t]*:|[ \t]+\S)/.test(line)).length;
}

function seedOf(path: string): string {
  return readFileSync(resolve(import.meta.dir, "sbom", path), "utf8");
}
