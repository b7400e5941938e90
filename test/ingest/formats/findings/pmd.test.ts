import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { pmd } from "../../../../src/ingest/formats/findings/pmd.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

describe("pmd.detect()", () => {
  test.each([
    ['<pmd xmlns="http://pmd.sourceforge.net/report/2.0.0"/>', true],
    ["<pmd/>", true],
    ["<pmd-cpd/>", false],
  ])("%s: %p", (xml, expected) => {
    expect(pmd.detect({ form: "xml", root: parseXmlText(xml) })).toBe(expected);
  });

  test("not of JSON", () => {
    expect(pmd.detect({ form: "json", value: {} })).toBe(false);
  });
});

test.each([
  ["1", "high"],
  ["2", "high"],
  ["3", "medium"],
  ["4", "low"],
  ["5", "low"],
  ["9", "unknown"],
])("priority %p is %p", (priority, severity) => {
  const found = findingsOf(`<pmd><file name="a"><violation rule="R" priority="${priority}">m</violation></file></pmd>`);
  expect(found?.[0]?.severity).toBe(severity as "high");
});

function findingsOf(xml: string): Reading["items"]["findings"] {
  return pmd.read({ form: "xml", root: parseXmlText(xml) }, { name: "r.xml", sha256: "0".repeat(64) }).items.findings;
}
