import { expect, test } from "bun:test";
import fc from "fast-check";
import { entriesPath, entryBundle, tilePath, tilesOf } from "../../src/standards/tlog-tiles.ts";
import { bytesOf } from "../support/workspace.ts";

test.each([
  [0, 0, undefined, "tile/0/000"],
  [0, 0, 256, "tile/0/000"],
  [1, 67, 17, "tile/1/067.p/17"],
  [0, 999, undefined, "tile/0/999"],
  [0, 1000, undefined, "tile/0/x001/000"],
  [63, 1_234_067, 255, "tile/63/x001/x234/067.p/255"],
  [2, 2 ** 40, 1, "tile/2/x001/x099/x511/x627/776.p/1"],
])("tilePath(%i, %i, %p) is %s", (level, index, width, path) => {
  expect(tilePath(level, index, width)).toBe(path);
});

test("entriesPath() is the same place in another folder", () => {
  expect(entriesPath(1_234_067)).toBe("tile/entries/x001/x234/067");
  expect(entriesPath(0, 3)).toBe("tile/entries/000.p/3");
});

test.each([
  [-1, 0, 1],
  [64, 0, 1],
  [0.5, 0, 1],
  [0, -1, 1],
  [0, 1.5, 1],
  [0, 2 ** 53, 1],
  [0, 0, 0],
  [0, 0, 257],
  [0, 0, 1.5],
])("tilePath(%d, %d, %d) is refused", (level, index, width) => {
  expect(() => tilePath(level, index, width)).toThrow(RangeError);
});

test("entryBundle() puts the length in 16 bits before each entry", () => {
  const long = new Uint8Array(0x0102).fill(0x61);
  const bundle = entryBundle([bytesOf("one"), new Uint8Array(), long]);
  expect(bundle.toHex()).toBe(`0003${"6f6e65"}0000${"0102"}${"61".repeat(0x0102)}`);
});

test("entryBundle() takes entries of up to 65,535 bytes, from 1 to 256 of them", () => {
  expect(entryBundle([new Uint8Array(65_535)])).toHaveLength(65_537);
  expect(() => entryBundle([new Uint8Array(65_536)])).toThrow(RangeError);
  expect(entryBundle(Array(256).fill(new Uint8Array()))).toHaveLength(512);
  expect(() => entryBundle(Array(257).fill(new Uint8Array()))).toThrow(RangeError);
  expect(() => entryBundle([])).toThrow(RangeError);
});

test("tilesOf(70,000) is the example of the specification", () => {
  const tiles = [...tilesOf(70_000)];
  const full = (level: number) => tiles.filter((tile) => tile.level === level && tile.width === 256).length;
  expect([full(0), full(1), full(2)]).toEqual([273, 1, 0]);
  expect(tiles.filter(({ width }) => width < 256)).toEqual([
    { level: 0, index: 273, width: 112 },
    { level: 1, index: 1, width: 17 },
    { level: 2, index: 0, width: 1 },
  ]);
});

test.each([
  [0, []],
  [1, ["tile/0/000.p/1"]],
  [255, ["tile/0/000.p/255"]],
  [256, ["tile/0/000", "tile/1/000.p/1"]],
  [257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]],
])("tilesOf(%i) are those", (size, paths) => {
  expect([...tilesOf(size)].map(({ level, index, width }) => tilePath(level, index, width))).toEqual(paths);
});

test("tilesOf() has floor(size / 256^level) hashes at each level, none in two tiles", () => {
  fc.assert(
    fc.property(fc.nat({ max: 200_000 }), (size) => {
      const counts = new Map<number, number>();
      for (const { level, index, width } of tilesOf(size)) {
        expect(index * 256).toBe(counts.get(level) ?? 0);
        counts.set(level, (counts.get(level) ?? 0) + width);
      }
      for (let level = 0; level < 4; level++) expect(counts.get(level) ?? 0).toBe(Math.floor(size / 256 ** level));
    }),
    { numRuns: 30 },
  );
});

test("tilesOf() does not make the tiles of a large log before they are asked for", () => {
  expect(tilesOf(2 ** 53 - 1).next().value).toEqual({ level: 0, index: 0, width: 256 });
  expect(() => tilesOf(-1).next()).toThrow(RangeError);
});
