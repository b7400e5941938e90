import { expect, test } from "bun:test";
import { itemsOf, ownChild, ownChildren, ownText, textOf } from "../../../../src/ingest/formats/sbom/xml-own.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const root = parseXmlText(
  '<a xmlns="urn:a" xmlns:x="urn:x"><x:n>foreign</x:n><n> one </n><n/><l><i/><x:i/><i/></l><l><i/></l><m><i/></m></a>',
);

test("ownChildren() and ownChild() leave out other namespaces", () => {
  expect(ownChildren(root, "n").map(textOf)).toEqual(["one", undefined]);
  expect(ownChild(root, "n")?.namespace).toBe("urn:a");
  expect([ownChildren(undefined, "n"), ownChild(root, "none")]).toEqual([[], undefined]);
});

test("ownText() is trimmed, and absent when there is none", () => {
  expect([ownText(root, "n"), ownText(root, "m"), ownText(undefined, "n")]).toEqual(["one", undefined, undefined]);
});

test("itemsOf() numbers items from 1, and lists where there are several", () => {
  expect(itemsOf(root, "l", "i").map(({ path }) => path)).toEqual(["/l[1]/i[1]", "/l[1]/i[2]", "/l[2]/i[1]"]);
  expect(itemsOf(root, "m", "i").map(({ path }) => path)).toEqual(["/m/i[1]"]);
  expect(itemsOf(root, "none", "i")).toEqual([]);
});
