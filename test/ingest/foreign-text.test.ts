import { expect, test } from "bun:test";
import { binaryFormat, foreignText } from "../../src/ingest/foreign-text.ts";

test.each([
  ["<html><body>", "HTML"],
  ["<rdf:RDF>", "RDF/XML"],
  ["<?xml version='1.0'?>\n<Document>\n<SPDXID>a</SPDXID><spdxVersion>SPDX-2.3</spdxVersion>", "SPDX in XML"],
  ["b'SPDXVersion: SPDX-2.2'", "Python"],
  ["-----BEGIN CERTIFICATE-----", "PEM"],
  ["const x = 1;", "program"],
])("foreignText(%j) tells %s", (text, words) => {
  expect(foreignText(text)).toContain(words);
});

test("foreignText() leaves keys and headers alone", () => {
  expect(foreignText("constant: 1\n")).toBeUndefined();
  expect(foreignText("component,exposure\n")).toBeUndefined();
  expect(foreignText("<analysis/>")).toBeUndefined();
  expect(foreignText("<Document/>")).toBeUndefined();
});

test("foreignText() shows control characters", () => {
  expect(foreignText("b'\u001b[31m'")).not.toContain("\u001b");
});

test("binaryFormat() knows archives", () => {
  expect(binaryFormat(new Uint8Array([0x50, 0x4b, 3, 4]))).toBe("zip");
  expect(binaryFormat(new Uint8Array([0x7b]))).toBeUndefined();
});
