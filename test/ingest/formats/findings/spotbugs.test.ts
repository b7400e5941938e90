import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { spotbugs } from "../../../../src/ingest/formats/findings/spotbugs.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

describe("spotbugs.detect()", () => {
  test.each([
    ["<BugCollection/>", true],
    ["<bugs/>", false],
  ])("%s: %p", (xml, expected) => {
    expect(spotbugs.detect({ form: "xml", root: parseXmlText(xml) })).toBe(expected);
  });

  test("not of JSON", () => {
    expect(spotbugs.detect({ form: "json", value: {} })).toBe(false);
  });
});

test.each([
  ["1", "high"],
  ["2", "medium"],
  ["3", "medium"],
  ["4", "low"],
  ["5", "low"],
  ["0", "unknown"],
  ["x", "unknown"],
])("priority %p is %p", (priority, severity) => {
  const bugs = findingsOf(`<BugCollection><BugInstance type="T" priority="${priority}"/></BugCollection>`);
  expect(bugs?.[0]?.severity).toBe(severity as "high");
});

function findingsOf(xml: string): Reading["items"]["findings"] {
  return spotbugs.read({ form: "xml", root: parseXmlText(xml) }, { name: "r.xml", sha256: "0".repeat(64) }).items
    .findings;
}
