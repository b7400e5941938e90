import { expect, test } from "bun:test";
import { assessOptions } from "../../src/assess/index.ts";
import { criticalities, dataClasses, environments, exposures } from "../../src/domain/design.ts";

test.each([
  ["exposures", exposures],
  ["criticalities", criticalities],
  ["dataClasses", dataClasses],
  ["environments", environments],
])("%s have a word for what is not known, and each word once", (_, words) => {
  const all: readonly string[] = words;
  expect(all).toContain("unknown");
  expect(new Set(all).size).toBe(all.length);
});

test("every known word has points in the context score", () => {
  const points = assessOptions.context.parse(undefined);
  const known = (words: readonly string[]) => words.filter((word) => word !== "unknown").toSorted();
  expect(Object.keys(points.criticality).toSorted()).toEqual(known(criticalities));
  expect(Object.keys(points.exposure).toSorted()).toEqual(known(exposures));
  expect(Object.keys(points.data).toSorted()).toEqual(known(dataClasses));
});
