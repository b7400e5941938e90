import { expect, test } from "bun:test";
import {
  hasOnlyContextKeys,
  isContext,
  isForeign,
  unknownContextKeys,
  unknownFactKeys,
} from "../../../../src/ingest/formats/context/context-keys.ts";

test("isContext() wants a telling key and no mark of another format", () => {
  expect(isContext({ criticality: "high", whatever: 1 })).toBe(true);
  expect(isContext({ owner: "a" })).toBe(false);
  expect(isContext({ criticality: "high", runs: [] })).toBe(false);
  expect(isForeign({ runs: [] })).toBe(true);
});

test("hasOnlyContextKeys() takes common keys when nothing else is there", () => {
  expect(hasOnlyContextKeys({ owner: "a", components: [] })).toBe(true);
  expect(hasOnlyContextKeys({ owner: "a", other: 1 })).toBe(false);
  expect(hasOnlyContextKeys({})).toBe(false);
});

test("unknown keys are listed, inherited names are not keys", () => {
  expect(unknownContextKeys({ owner: "a", colour: 1 })).toEqual(["colour"]);
  expect(unknownFactKeys({ name: "a", port: 1 })).toEqual(["port"]);
  expect(unknownFactKeys(null)).toEqual([]);
});
