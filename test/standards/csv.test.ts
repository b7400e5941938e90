import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { parseCsv } from "../../src/standards/csv.ts";
import { positionOf } from "../../src/standards/position.ts";
import { hasShared, shared } from "../support/shared.ts";

test.each([
  ["", []],
  ["a", [["a"]]],
  [
    "a,b\n1,2",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\r\n1,2\r\n",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\r1,2\r",
    [
      ["a", "b"],
      ["1", "2"],
    ],
  ],
  [
    "a,b\n\n1,\n",
    [
      ["a", "b"],
      ["1", ""],
    ],
  ],
  ['"a ""b"", c", d \n""', [['a "b", c', " d "], [""]]],
  [
    'a;b\n"1,5";2',
    [
      ["a", "b"],
      ["1,5", "2"],
    ],
  ],
  ["a\tb,c\td", [["a", "b,c", "d"]]],
  [
    '"a;b;c",d\n1,2',
    [
      ["a;b;c", "d"],
      ["1", "2"],
    ],
  ],
  [
    'a,b\n1"2,3',
    [
      ["a", "b"],
      ['1"2', "3"],
    ],
  ],
  [",", [["", ""]]],
])("parseCsv(%j)", (text, rows) => {
  expect(parseCsv(text).rows.map((row) => [...row.cells])).toEqual(rows);
});

test("parseCsv() numbers the lines where records start, across quoted line ends of each kind", () => {
  const { rows, delimiter } = parseCsv('h1;h2\r\n"a\r\nb\nc";1\n\n2;"x"\r3;4');
  expect(rows.map((row) => row.line)).toEqual([1, 2, 6, 7]);
  expect(delimiter).toBe(";");
});

test.each([
  ['a,b\n1,"open\nrest', 2, 3],
  ['a,b\n"x\ny" z,1', 3, 3],
  ['a\n"x"y', 2, 4],
  ['"', 1, 1],
])("parseCsv(%j) fails at line %d, column %d", (text, line, column) => {
  let caught: unknown;
  try {
    parseCsv(text);
  } catch (error) {
    caught = error;
  }
  expect(positionOf(caught)).toMatchObject({ line, column });
});

test.skipIf(!hasShared)("parseCsv() reads csv-spectrum as it expects", () => {
  const folder = shared("vectors/csv-spectrum");
  // Two expectations do not describe their CSV: location_coordinates has another telephone number,
  // newlines_crlf has CRLF inside a cell where the stored file has lost its CR.
  const strange = new Set(["location_coordinates", "newlines_crlf"]);
  const names = readdirSync(`${folder}/json`)
    .map((name) => name.replace(".json", ""))
    .filter((name) => !strange.has(name));
  for (const name of names) {
    const [header, ...rows] = parseCsv(readFileSync(`${folder}/csvs/${name}.csv`, "utf8")).rows;
    const records = rows.map((row) => Object.fromEntries(row.cells.map((cell, i) => [header?.cells[i] ?? "", cell])));
    const expected: unknown = JSON.parse(readFileSync(`${folder}/json/${name}.json`, "utf8"));
    expect<unknown>({ name, records }).toEqual({ name, records: expected });
  }
  expect(names.length).toBe(10);
});
