import { expect, test } from "bun:test";
import { zapXml } from "../../../../src/ingest/formats/findings/zap-xml.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

test.each([
  ["<OWASPZAPReport/>", true],
  ["<checkstyle/>", false],
  ["<report><OWASPZAPReport/></report>", false],
])("zapXml.detect() of %s", (xml, expected) => {
  expect(zapXml.detect({ form: "xml", root: parseXmlText(xml) })).toBe(expected);
});
