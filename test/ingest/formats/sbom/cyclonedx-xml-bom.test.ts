import { describe, expect, test } from "bun:test";
import { bomOfXml, type ConvertedBom } from "../../../../src/ingest/formats/sbom/cyclonedx-xml-bom.ts";
import { at, field, list } from "../../../../src/standards/wire.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

function convert(content: string): ConvertedBom {
  const open =
    '<bom xmlns="http://cyclonedx.org/schema/bom/1.6" xmlns:v="http://cyclonedx.org/schema/ext/vulnerability/1.0" xmlns:dg="http://cyclonedx.org/schema/ext/dependency-graph/1.0" xmlns:x="urn:x">';
  return bomOfXml(parseXmlText(`${open}${content}</bom>`));
}

describe("bomOfXml()", () => {
  test("keeps where each component stands", () => {
    const { paths } = convert(`
      <metadata><component><name>a</name><components><component/></components></component></metadata>
      <components><component/><x:component/><component><components><component/></components></component></components>`);
    expect([...paths]).toEqual([
      ["/metadata/component", "/bom/metadata/component"],
      ["/metadata/component/components/0", "/bom/metadata/component/components/component[1]"],
      ["/components/0", "/bom/components/component[1]"],
      ["/components/1", "/bom/components/component[2]"],
      ["/components/1/components/0", "/bom/components/component[2]/components/component[1]"],
    ]);
  });

  test("reads names of its own namespace only, trimmed", () => {
    const { bom } = convert("<components><component><x:name>x</x:name><name> a\n</name></component></components>");
    expect(field(list(bom, "components")[0], "name")).toBe("a");
  });

  test.each<[string, readonly unknown[]]>([
    ["<license><id>MIT</id></license>", [{ license: { id: "MIT" } }]],
    ["<license><name>Own</name></license>", [{ license: { name: "Own" } }]],
    ["<expression>A OR B</expression>", [{ expression: "A OR B" }]],
    ['<expression-detailed expression="A AND B"><x/></expression-detailed>', [{ expression: "A AND B" }]],
    ["<x:text>A</x:text>", []],
  ])("reads the licence %s", (content, expected) => {
    const { bom } = convert(`<components><component><licenses>${content}</licenses></component></components>`);
    expect(list(list(bom, "components")[0], "licenses")).toEqual([...expected]);
  });

  test.each<[string, string, readonly unknown[]]>([
    ["nested", '<dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies>', [["a", ["b"]]]],
    [
      "nested twice",
      '<dependencies><dependency ref="a"><dependency ref="b"><dependency ref="c"/></dependency></dependency></dependencies>',
      [
        ["a", ["b"]],
        ["b", ["c"]],
      ],
    ],
    ["of the extension", '<dg:dependencies><dg:dependency ref="a"/></dg:dependencies>', [["a", []]]],
    ["of others", '<x:dependencies><x:dependency ref="a"/></x:dependencies>', []],
    ["provided", '<dependencies><dependency ref="a"><provides ref="b"/></dependency></dependencies>', [["a", []]]],
  ])("reads dependencies: %s", (_, content, expected) => {
    const edges = list(convert(content).bom, "dependencies").map((edge) => [
      field(edge, "ref"),
      field(edge, "dependsOn"),
    ]);
    expect<unknown>(edges).toEqual(expected);
  });

  test.each<[string, string]>([
    ["tools", "<tool><vendor>v</vendor><name>t</name><version>1</version></tool>"],
    ["components", "<components><component><name>t</name><version>1</version></component></components>"],
    ["services", "<services><service><name>t</name><version>1</version></service></services>"],
  ])("reads tools that are %s", (_, content) => {
    const { bom } = convert(`<metadata><tools>${content}</tools></metadata>`);
    expect(at(bom, "metadata", "tools")).toEqual([{ name: "t", version: "1" }]);
  });

  test("lends a component its path where the extension's vulnerabilities need a reference", () => {
    const flaws = "<v:vulnerabilities><v:vulnerability/><v:vulnerability/></v:vulnerabilities>";
    const { bom, borrowedRefs } = convert(
      `<components><component>${flaws}</component><component bom-ref="b">${flaws}</component><component/></components>`,
    );
    const path = "/bom/components/component[1]";
    expect([...borrowedRefs]).toEqual([path]);
    expect(list(bom, "vulnerabilities").map((flaw) => at(list(flaw, "affects")[0], "ref"))).toEqual([
      path,
      path,
      "b",
      "b",
    ]);
  });
});
