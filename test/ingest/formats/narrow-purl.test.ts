import { expect, test } from "bun:test";
import { narrowPurl } from "../../../src/ingest/formats/narrow-purl.ts";

test.each([
  ["pkg:npm/a", "1.2.3", "pkg:npm/a@1.2.3"],
  ["pkg:npm/a", "v1.2.3-rc.1+4", "pkg:npm/a@v1.2.3-rc.1%2B4"],
  ["pkg:npm/a@1", "2", "pkg:npm/a@1"],
  ["pkg:npm/a", undefined, "pkg:npm/a"],
  ["pkg:npm/a", "latest", "pkg:npm/a"],
  ["pkg:npm/a", "<2", "pkg:npm/a"],
  ["pkg:rpm/389-ds", "389-ds", "pkg:rpm/389-ds"],
  ["pkg:npm/%40a/b?x=c@d", "2", "pkg:npm/%40a/b@2?x=c%40d"],
  ["pkg:npm/@a/b", "2", "pkg:npm/%40a/b@2"],
  ["npm:a", "1", undefined],
])("narrowPurl(%p, %p)", (purl, version, expected) => {
  expect(narrowPurl(purl, version)).toBe(expected);
});
