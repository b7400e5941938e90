import { expect, test } from "bun:test";
import { clover } from "../../../../src/ingest/formats/tests/clover.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const xml = (text: string) => ({ form: "xml", root: parseXmlText(text) }) as const;
const read = (project: string) => {
  return clover.read(xml(`<coverage><project>${project}</project></coverage>`), { name: "a.xml", sha256: "" });
};

test.each([
  ["<coverage line-rate='1'><project/></coverage>", true],
  ["<coverage clover='3.2.0'><project/></coverage>", true],
  ["<coverage><packages/></coverage>", false],
  ["<project/>", false],
])("clover.detect() of %s is %p", (text, expected) => {
  expect(clover.detect(xml(text))).toBe(expected);
});

test("clover.read() takes the metrics of a file, and counts its lines where it has none", () => {
  const metrics = "<metrics statements='4' coveredstatements='3' methods='1' coveredmethods='1'/>";
  const lines =
    "<line type='stmt' count='1'/><line type='stmt' count='0'/><line type='method' count='0'/><line type='cond' truecount='1' falsecount='0'/>";
  const { items } = read(`<file>${metrics}</file><package><file>${lines}</file></package>`);
  expect(items.codeCoverages?.[0]).toMatchObject({
    lines: { covered: 4, total: 6 },
    functions: { covered: 1, total: 2 },
    branches: { covered: 1, total: 2 },
    files: 2,
  });
});

test("clover.read() doubts a project that claims more files than it lists", () => {
  const file = "<file><line type='stmt' count='1'/></file>";
  expect(read(`<metrics files='3'/>${file}`).coverage.doubts).toHaveLength(1);
  expect(read(`<metrics files='1'/>${file}`).coverage.doubts).toEqual([]);
});
