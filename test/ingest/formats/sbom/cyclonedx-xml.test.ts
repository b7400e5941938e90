import { describe, expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { cyclonedxXml } from "../../../../src/ingest/formats/sbom/cyclonedx-xml.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";
import { faultOf } from "../../../support/code-of.ts";

const origin = { name: "bom.xml", sha256: "" };

function xml(text: string): Document {
  return { form: "xml", root: parseXmlText(text) };
}

describe("detect()", () => {
  test.each<[string, boolean]>([
    ['<bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>', true],
    ['<b:bom xmlns:b="https://cyclonedx.org/schema/bom/1.6"/>', true],
    ['<bom xmlns="http://cyclonedx.org/schema/bom/9.9"/>', true],
    ['<bom xmlns="http://cyclonedx.org/schema/bom/1.4/x"/>', true],
    ["<bom/>", false],
    ['<bom xmlns="http://cyclonedx.org/schema/ext/vulnerability/1.0"/>', false],
    ['<x:bom xmlns="http://cyclonedx.org/schema/bom/1.4" xmlns:x="urn:x"/>', false],
    ['<project xmlns="http://cyclonedx.org/schema/bom/1.4"/>', false],
    ['<bom xmlns="http://example.org/?http://cyclonedx.org/schema/bom/1.4"/>', false],
  ])("%s is CycloneDX XML: %p", (text, expected) => {
    expect(cyclonedxXml.detect(xml(text))).toBe(expected);
  });

  test("says no to a JSON document", () => {
    expect(cyclonedxXml.detect({ form: "json", value: { bomFormat: "CycloneDX" } })).toBe(false);
  });
});

test.each([...cyclonedxXml.versions])("read() gives version %s from the namespace", (version) => {
  const document = xml(`<bom xmlns="http://cyclonedx.org/schema/bom/${version}" version="7"/>`);
  expect(cyclonedxXml.read(document, origin).formatVersion).toBe(version);
});

test.each(["0.9", "1.8", "1.4-SNAPSHOT", ""])("read() refuses version %p by name", (version) => {
  const document = xml(`<bom xmlns="http://cyclonedx.org/schema/bom/${version}"/>`);
  const { code, message, where } = faultOf(() => cyclonedxXml.read(document, origin));
  expect([code, where]).toEqual(["INPUT_UNSUPPORTED_VERSION", { file: "bom.xml", pointer: "/bom" }]);
  expect(message).toContain(`"${version}"`);
});

test.each<[string, string, number]>([
  ["vulnerabilities", '<vulnerabilities xmlns="urn:x"/>', 1],
  ["components, twice", '<components xmlns="urn:x"/><components xmlns=""/>', 1],
  ["a component in its list", '<components><x:component xmlns:x="urn:x"/></components>', 1],
  ["nothing that is read", '<x:note xmlns:x="urn:x"><x:component/></x:note>', 0],
  ["the extensions", '<v:vulnerabilities xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0"/>', 0],
  ["dependencies", '<d:dependencies xmlns:d="http://cyclonedx.org/schema/ext/dependency-graph/1.0"/>', 0],
])("read() doubts foreign elements: %s", (_, content, doubts) => {
  const document = xml(`<bom xmlns="http://cyclonedx.org/schema/bom/1.4">${content}</bom>`);
  const found = cyclonedxXml.read(document, origin).coverage.doubts.filter((doubt) => doubt.includes("namespace"));
  expect(found).toHaveLength(doubts);
});

test("a reference that only vulnerabilities needed is not shown", () => {
  const { items } = cyclonedxXml.read(
    xml(`<bom xmlns="http://cyclonedx.org/schema/bom/1.2" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0">
      <components>
        <component><name>one</name><v:vulnerabilities><v:vulnerability><v:id>CVE-2021-1</v:id></v:vulnerability></v:vulnerabilities></component>
        <component bom-ref="two"><name>two</name></component>
      </components>
    </bom>`),
    origin,
  );
  expect(items.components?.map(({ ref }) => ref)).toEqual([undefined, "two"]);
  expect(items.observations?.map((observation) => observation.package)).toEqual([{ name: "one" }]);
});
