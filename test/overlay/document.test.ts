import { expect, test } from "bun:test";
import { composeDocument, syntaxFault } from "../../src/overlay/document.ts";
import { faultOf } from "../support/code-of.ts";

test("composeDocument() gives the document with the offsets of its nodes", () => {
  const document = composeDocument({ origin: "team.yml", text: "# why\nmode: demo\n" });
  expect(document.contents?.range).toEqual([6, 17, 17]);
  expect(document.errors).toEqual([]);
});

test("composeDocument() tells the first of several faults", () => {
  const text = "a: !x 1\n\tb: 1\nc: 'd\n";
  expect(faultOf(() => composeDocument({ origin: "team.yml", text })).where).toEqual({
    file: "team.yml",
    line: 1,
    column: 4,
  });
});

test("syntaxFault() keeps an offset behind the end inside the text", () => {
  expect(syntaxFault({ origin: "team.yml", text: "a" }, 99, "it ends").where).toEqual({
    file: "team.yml",
    line: 1,
    column: 2,
  });
});
