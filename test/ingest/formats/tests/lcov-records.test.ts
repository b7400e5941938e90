import { expect, test } from "bun:test";
import { measureTracefile, readTracefile } from "../../../../src/ingest/formats/tests/lcov-records.ts";

const measure = (...lines: readonly string[]) => {
  const trace = readTracefile(lines.join("\n"));
  const { lines: l, branches: b, functions: f } = measureTracefile(trace).measured;
  return [l.covered, l.total, b.covered, b.total, f.covered, f.total];
};

test.each([
  [
    ["SF:a", "DA:1,0", "DA:1,3", "DA:2,0"],
    [1, 2, 0, 0, 0, 0],
  ],
  [
    ["SF:a", "DA:1,-4", "DA:2,1.5e+20"],
    [1, 2, 0, 0, 0, 0],
  ],
  [
    ["SF:a", "LF:5", "LH:9"],
    [5, 5, 0, 0, 0, 0],
  ],
  [
    ["SF:a", "BRDA:1,0,0,-", "BRDA:1,0,1,2"],
    [0, 0, 1, 2, 0, 0],
  ],
  [
    ["SF:a", "FN:1,f(int, int)", "FNDA:1,f(int, int)"],
    [0, 0, 0, 0, 1, 2],
  ],
  [
    ["SF:a", "FN:1,f", "FNDA:1,f"],
    [0, 0, 0, 0, 1, 1],
  ],
  [
    ["SF:a", "FN:1,9,f"],
    [0, 0, 0, 0, 0, 1],
  ],
])("%j counts %j", (lines, expected) => {
  expect(measure(...lines, "end_of_record")).toEqual([...expected]);
});

test("a record without end, a line outside any and lines that cannot be read are faults", () => {
  const { faults, unknown } = readTracefile("DA:1,1\nSF:a\nDA:one\nDA:1\nBRDA:1\nSF:b\nXY:1\n");
  expect([...faults.values()]).toEqual([1, 3, 2]);
  expect([...unknown]).toEqual(["XY"]);
});
