import { describe, expect, test } from "bun:test";
import { cobertura } from "../../../../src/ingest/formats/tests/cobertura.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const xml = (text: string) => ({ form: "xml", root: parseXmlText(text) }) as const;

test.each([
  ["<coverage line-rate='1'/>", true],
  ["<coverage><packages/></coverage>", true],
  ["<coverage line-rate='1'><project/></coverage>", false],
  ["<coverage version='1'><file path='a'/></coverage>", false],
  ["<CoverageSession/>", false],
])("cobertura.detect() of %s is %p", (text, expected) => {
  expect(cobertura.detect(xml(text))).toBe(expected);
});

describe("cobertura.read()", () => {
  const read = (classes: string, attributes = "") => {
    const text = `<coverage ${attributes}><packages><package><classes>${classes}</classes></package></packages></coverage>`;
    return cobertura.read(xml(text), { name: "a.xml", sha256: "" });
  };

  test("counts a line of two classes in one file once, hit when one of them hit it", () => {
    const line = (hits: number) => `<lines><line number='1' hits='${hits}' condition-coverage='50% (1/2)'/></lines>`;
    const { items, accounts } = read(
      `<class filename='a.c'>${line(0)}</class><class filename='a.c'>${line(2)}</class>`,
    );
    expect(items.codeCoverages?.[0]).toMatchObject({
      lines: { covered: 1, total: 1 },
      branches: { covered: 1, total: 2 },
      files: 1,
    });
    expect(accounts[0]).toMatchObject({ raw: 2, kept: 1 });
  });

  test("takes the lines of the methods where the class lists none", () => {
    const method = "<methods><method><lines><line number='1' hits='1'/></lines></method></methods>";
    expect(read(`<class filename='a.c'>${method}</class>`).items.codeCoverages?.[0]).toMatchObject({
      lines: { covered: 1, total: 1 },
      functions: { covered: 1, total: 1 },
    });
  });

  test.each([
    ["no line", "", "", 1],
    ["a class that names no file", "<class><lines><line number='1' hits='1'/></lines></class>", "", 2],
    [
      "fewer lines than claimed",
      "<class filename='a'><lines><line number='1' hits='1'/></lines></class>",
      "lines-valid='9'",
      1,
    ],
  ])("of %s has that many doubts", (_, classes, attributes, doubts) => {
    expect(read(classes, attributes).coverage.doubts).toHaveLength(doubts);
  });
});
