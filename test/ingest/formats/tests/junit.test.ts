import { describe, expect, test } from "bun:test";
import { junit } from "../../../../src/ingest/formats/tests/junit.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const xml = (text: string) => ({ form: "xml", root: parseXmlText(text) }) as const;
const read = (text: string) => junit.read(xml(text), { name: "a.xml", sha256: "" });

test.each([
  ["<testsuites/>", true],
  ["<testsuite name='a'/>", true],
  ["<testng-results/>", false],
  ["<test-run/>", false],
  ["<assemblies/>", false],
])("junit.detect() of %s is %p", (text, expected) => {
  expect(junit.detect(xml(text))).toBe(expected);
});

describe("junit.read()", () => {
  test.each([
    ["<testsuites name='all'><testsuite name='a'/></testsuites>", "all"],
    ["<testsuites><testsuite name='a'/></testsuites>", "a"],
    ["<testsuites><testsuite name='a'/><testsuite name='b'/></testsuites>", undefined],
  ])("names the report of %s %p", (text, name) => {
    expect(read(text).items.testReports?.[0]?.name).toBe(name);
  });

  test.each([
    ["a test", "<testcase name='a'/>", 0],
    ["no test", "", 1],
    ["a skipped test alone", "<testcase name='a'><skipped/></testcase>", 1],
  ])("of %s has that many doubts", (_, cases, doubts) => {
    expect(read(`<testsuite>${cases}</testsuite>`).coverage.doubts).toHaveLength(doubts);
  });
});
