import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { checkstyle } from "../../../../src/ingest/formats/findings/checkstyle.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

describe("checkstyle.detect()", () => {
  test.each([
    ["<checkstyle/>", true],
    ["<pmd/>", false],
    ["<checkstyle-config/>", false],
  ])("%s: %p", (xml, expected) => {
    expect(checkstyle.detect({ form: "xml", root: parseXmlText(xml) })).toBe(expected);
  });

  test("not of JSON", () => {
    expect(checkstyle.detect({ form: "json", value: {} })).toBe(false);
  });
});

test.each([
  ["com.puppycrawl.tools.checkstyle.X", "checkstyle"],
  ["eslint.rules.eqeqeq", "eslint"],
  ["ShellCheck.SC2086", "shellcheck"],
  ["DL3008", "checkstyle"],
  ["", "checkstyle"],
])("source %p is of the tool %p", (source, tool) => {
  const error = `<error line="1" message="m" source="${source}"/>`;
  expect(findingsOf(`<checkstyle><file name="a">${error}</file></checkstyle>`)?.[0]?.tool).toBe(tool);
});

function findingsOf(xml: string): Reading["items"]["findings"] {
  return checkstyle.read({ form: "xml", root: parseXmlText(xml) }, { name: "r.xml", sha256: "0".repeat(64) }).items
    .findings;
}
