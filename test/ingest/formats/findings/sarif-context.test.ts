import { expect, test } from "bun:test";
import { contextOfResult } from "../../../../src/ingest/formats/findings/sarif-context.ts";

const run = { logicalLocations: [{ fullyQualifiedName: "ns::C::m" }, { name: "m" }] };

function context(physicalLocation: object, logicalLocation?: object): string | undefined {
  const logicalLocations = logicalLocation === undefined ? [] : [logicalLocation];
  return contextOfResult({ locations: [{ physicalLocation, logicalLocations }] }, run);
}

const snippet = (text: unknown): object => ({ snippet: { text } });

test.each([
  ["the snippet", { region: snippet("a"), contextRegion: snippet("b") }, undefined, "a"],
  ["else what is around it", { region: snippet(3), contextRegion: snippet("b") }, undefined, "b"],
  ["after the qualified name", { region: snippet("a") }, { fullyQualifiedName: "f" }, "f a"],
  ["a name that the run keeps", {}, { index: 0 }, "ns::C::m"],
  ["no name that is not qualified", {}, { index: 1 }, undefined],
  ["no name that is not there", {}, { index: 9, name: "m" }, undefined],
  ["nothing", {}, undefined, undefined],
])("contextOfResult() gives %s", (_, physical, logical, expected) => {
  expect(context(physical, logical)).toBe(expected as string);
});

test("contextOfResult() of a result without place is undefined", () => {
  expect(contextOfResult({}, {})).toBeUndefined();
});
