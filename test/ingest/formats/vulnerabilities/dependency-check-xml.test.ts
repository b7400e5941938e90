import { describe, expect, test } from "bun:test";
import { dependencyCheckXml } from "../../../../src/ingest/formats/vulnerabilities/dependency-check-xml.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";
import { codeOf } from "../../../support/code-of.ts";

const base = "https://jeremylong.github.io/DependencyCheck/dependency-check";
const origin = { name: "dc.xml", sha256: "0".repeat(64) };

function document(text: string): { readonly form: "xml"; readonly root: ReturnType<typeof parseXmlText> } {
  return { form: "xml", root: parseXmlText(text) };
}

describe("dependencyCheckXml.detect()", () => {
  test.each([
    ["its namespace", `<analysis xmlns="${base}.2.5.xsd"/>`, true],
    ["with a prefix", `<d:analysis xmlns:d="${base}.4.1.xsd"/>`, true],
    ["another root", `<suppressions xmlns="${base}.2.5.xsd"/>`, false],
    ["another namespace", `<analysis xmlns="http://example.com"/>`, false],
    ["no namespace", "<analysis/>", false],
  ])("%s", (_, text, expected) => {
    expect(dependencyCheckXml.detect(document(text))).toBe(expected);
  });

  test("no JSON", () => expect(dependencyCheckXml.detect({ form: "json", value: {} })).toBe(false));
});

describe("dependencyCheckXml.read() knows schema versions", () => {
  test.each(["1.3", "1.8", "2.2", "4.1", "4.99"])("%s", (version) => {
    const text = `<analysis xmlns="${base}.${version}.xsd"><dependencies/></analysis>`;
    expect(dependencyCheckXml.read(document(text), origin).formatVersion).toBe(version);
  });

  test.each(["0.9", "5.0", "x", "12.1"])("and refuses %s", (version) => {
    const text = `<analysis xmlns="${base}.${version}.xsd"><dependencies/></analysis>`;
    expect(codeOf(() => dependencyCheckXml.read(document(text), origin))).toBe("INPUT_UNSUPPORTED_VERSION");
  });
});
