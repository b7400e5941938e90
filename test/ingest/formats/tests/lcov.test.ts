import { expect, test } from "bun:test";
import { lcov } from "../../../../src/ingest/formats/tests/lcov.ts";

const read = (text: string) => lcov.read({ form: "text", text }, { name: "a", sha256: "" });

test.each([
  ["TN:\nSF:/a.c\nDA:1,1", true],
  ["SF:a.js\r\nDA:1,1", true],
  ["# made by hand\nTN:x\nSF:a", true],
  ["TN:only a test", false],
  ["name: x\nSF:a", false],
  ["", false],
])("lcov.detect() of %j is %p", (text, expected) => {
  expect(lcov.detect({ form: "text", text })).toBe(expected);
});

test("lcov.read() joins the records of one file, and counts the further ones", () => {
  const { accounts, items } = read("SF:a\nDA:1,0\nend_of_record\nSF:a\nDA:1,1\nend_of_record\n");
  expect(accounts[0]).toMatchObject({ raw: 2, kept: 1 });
  expect(items.codeCoverages?.[0]?.lines).toEqual({ covered: 1, total: 1 });
});

test("lcov.read() has a notice for lines that it does not know, and a doubt for lines that are missing", () => {
  expect(read("SF:a\nDA:1,1\nXY:1\nend_of_record\n").notices).toHaveLength(1);
  expect(read("SF:a\nDA:1,1\nLF:9\nLH:1\nend_of_record\n").coverage.doubts).toHaveLength(1);
});
