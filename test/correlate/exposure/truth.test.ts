import { expect, test } from "bun:test";
import { allOf, anyOf, flagAt, itemsAt, not, textAt, textIs, textsAt } from "../../../src/correlate/exposure/truth.ts";
import { sensitiveValue, unknownValue } from "../../../src/domain/resource.ts";

test("anyOf(), allOf() and not() are Kleene's", () => {
  expect([anyOf([false, undefined]), anyOf([undefined, true]), anyOf([false]), anyOf([])]).toEqual([
    undefined,
    true,
    false,
    false,
  ]);
  expect([allOf([true, undefined]), allOf([undefined, false]), allOf([true]), allOf([])]).toEqual([
    undefined,
    false,
    true,
    true,
  ]);
  expect([not(true), not(false), not(undefined)]).toEqual([false, true, undefined]);
});

test("flagAt() takes a default for what is absent and tells nothing of what is hidden", () => {
  expect([
    flagAt({ a: "True" }, ["a"], false),
    flagAt({}, ["a"], true),
    flagAt({ a: unknownValue }, ["a"], true),
  ]).toEqual([true, true, undefined]);
});

test("textAt(), textIs(), itemsAt() and textsAt() see what is hidden", () => {
  expect([textAt({ a: 1 }, "a"), textAt({ a: "" }, "a"), textAt({ a: sensitiveValue }, "a")]).toEqual([
    "1",
    undefined,
    undefined,
  ]);
  expect([textIs({ a: "x" }, ["a"], (text) => text === "x"), textIs({ a: unknownValue }, ["a"], () => true)]).toEqual([
    true,
    undefined,
  ]);
  expect(itemsAt({ a: [1, unknownValue] }, "a")).toEqual({ items: [1], hidden: true });
  expect(itemsAt({ a: { b: 1 } }, "a")).toEqual({ items: [{ b: 1 }], hidden: false });
  expect(textsAt({ a: ["x", 1, null] }, "a")).toEqual({ texts: ["x"], hidden: false });
});
