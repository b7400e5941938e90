import { expect, test } from "bun:test";
import { lazyList } from "../../src/ingest/lazy-list.ts";

/** Seven letters in pieces of three, and which pieces were asked for. */
function letters(): { list: readonly unknown[]; loads: number[] } {
  const all = [..."abcdefg"];
  const loads: number[] = [];
  const list = lazyList(all.length, (index) => {
    const first = index - (index % 3);
    loads.push(first);
    return { first, elements: all.slice(first, first + 3) };
  });
  return { list, loads };
}

test("lazyList() is an array to whoever goes through it, each piece made once", () => {
  const { list, loads } = letters();
  const seen: unknown[] = [];
  for (const letter of list) seen.push(letter);
  expect(Array.isArray(list)).toBe(true);
  expect(list.length).toBe(7);
  expect(seen.join("")).toBe("abcdefg");
  expect(loads).toEqual([0, 3, 6]);
});

test("lazyList() gives elements by index, and to the methods of arrays", () => {
  const { list, loads } = letters();
  expect([list[0], list[1], list[6], list[7], list[-1], list.at(-1)]).toEqual([
    "a",
    "b",
    "g",
    undefined,
    undefined,
    "g",
  ]);
  expect(loads).toEqual([0, 6]);
  expect([...list.entries()].map(([index, letter]) => `${index}${letter}`).join("")).toBe("0a1b2c3d4e5f6g");
  expect(list.map(String)).toEqual([..."abcdefg"]);
  expect(list.some((letter) => letter === "f")).toBe(true);
  expect([list].flat()).toHaveLength(7);
  expect(JSON.stringify(list)).toBe('["a","b","c","d","e","f","g"]');
});
