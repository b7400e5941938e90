import { describe, expect, test } from "bun:test";
import { positionOf } from "../../src/standards/position.ts";
import { parseXmlText, xmlAttribute, xmlChild, xmlChildren, xmlText } from "../../src/standards/xml.ts";

const bom = parseXmlText(
  `<?xml version="1.0"?>
<!DOCTYPE bom SYSTEM "http://example.org/never-fetched.dtd">
<b:bom xmlns:b="urn:bom" xmlns="urn:other" version=" 1 ">
  <b:name> a &amp; <![CDATA[<b>]]> &#x43;</b:name><part/><part xmlns=""/><!-- out --><?pi out?>
</b:bom>`,
);

test("parseXmlText() resolves prefixes and default namespaces", () => {
  expect([bom.name, bom.namespace]).toEqual(["bom", "urn:bom"]);
  expect(bom.children.map(({ name, namespace }) => [name, namespace])).toEqual([
    ["name", "urn:bom"],
    ["part", "urn:other"],
    ["part", ""],
  ]);
});

test("parseXmlText() keeps attributes but not declarations of namespaces", () => {
  expect([...bom.attributes]).toEqual([["version", " 1 "]]);
});

test("the accessors trim, and give nothing for what is not there", () => {
  expect(xmlText(bom, "name")).toBe("a & <b> C");
  expect(xmlAttribute(bom, "version")).toBe("1");
  expect(xmlChildren(bom, "part")).toHaveLength(2);
  expect(xmlText(bom, "part")).toBeUndefined();
  expect([xmlChild(bom, "x"), xmlText(undefined, "x"), xmlAttribute(bom, "x")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

describe("parseXmlText() refuses", () => {
  test.each([
    ["text that ends early", "<a>\n<b></a>", 2],
    ["no element", "<!-- a -->", 1],
    ["an entity of its own", "<!DOCTYPE a [\n<!ENTITY b 'c'>]><a>&b;</a>", 2],
    ["an entity that nobody declared", "<a>\n\n&b;</a>", 3],
    ["two roots", "<a/>\n<b/>", 2],
    ["a repeated attribute", "<a b='1' b='2'/>", 1],
  ])("%s", (_, text, line) => {
    let fault: unknown;
    try {
      parseXmlText(text);
    } catch (thrown) {
      fault = thrown;
    }
    expect(fault).toBeInstanceOf(SyntaxError);
    expect(positionOf(fault)?.line).toBe(line);
  });

  test("nesting beyond the limit, however deep", () => {
    expect(() => parseXmlText("<a><a/></a>", 1)).toThrow(RangeError);
    expect(() => parseXmlText("<a>".repeat(500_000))).toThrow(RangeError);
  });
});
