import { expect, test } from "bun:test";
import { jacoco } from "../../../../src/ingest/formats/tests/jacoco.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const xml = (text: string) => ({ form: "xml", root: parseXmlText(text) }) as const;
const read = (inner: string) => jacoco.read(xml(`<report name='a'>${inner}</report>`), { name: "a.xml", sha256: "" });
const counter = (missed: number, covered: number) => `<counter type='LINE' missed='${missed}' covered='${covered}'/>`;

test.each([
  ["<report name='a'><sessioninfo/></report>", true],
  [`<report name='a'>${counter(1, 1)}</report>`, true],
  ["<report name='a'><group><package/></group></report>", true],
  ["<report name='a'><package name='p'/></report>", false],
  ["<report><sessioninfo/></report>", false],
  ["<report id='openvas'><results/></report>", false],
])("jacoco.detect() of %s is %p", (text, expected) => {
  expect(jacoco.detect(xml(text))).toBe(expected);
});

test.each([
  [
    "source files in nested groups",
    `<group><group><package><sourcefile>${counter(1, 2)}</sourcefile></package></group></group>`,
  ],
  ["packages without source files", `<package>${counter(1, 2)}</package>`],
])("jacoco.read() measures %s", (_, inner) => {
  expect(read(inner).items.codeCoverages?.[0]?.lines).toEqual({ covered: 2, total: 3 });
});

test("jacoco.read() doubts a total that its files do not reach", () => {
  const file = `<package><sourcefile>${counter(0, 1)}</sourcefile></package>`;
  expect(read(`<sessioninfo dump='1'/>${file}${counter(9, 1)}`).coverage.doubts).toHaveLength(1);
  const { coverage, notices } = read(`<sessioninfo dump='1'/>${file}${counter(0, 1)}`);
  expect([coverage.doubts, notices, coverage.generatedAt]).toEqual([[], [], "1"]);
});
