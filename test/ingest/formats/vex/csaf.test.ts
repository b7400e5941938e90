import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { csaf } from "../../../../src/ingest/formats/vex/csaf.ts";
import { codeOf } from "../../../support/code-of.ts";

function read(about: object, rest: object = {}): Reading {
  const value = { document: { csaf_version: "2.0", ...about }, ...rest };
  return csaf.read({ form: "json", value }, { name: "csaf.json", sha256: "" });
}

test.each([
  ["a document", { document: { csaf_version: "2.0" } }, true],
  ["an unknown version", { document: { csaf_version: 9 } }, true],
  ["another document", { document: { version: "2.0" } }, false],
  ["provider metadata", { metadata_version: "2.0", publisher: {} }, false],
  ["null", null, false],
  ["a list", [{ document: { csaf_version: "2.0" } }], false],
])("csaf.detect(): %s", (_, value, expected) => {
  expect(csaf.detect({ form: "json", value })).toBe(expected);
});

describe("csaf.read()", () => {
  test.each(["1.2", "2.2", 2, undefined])("refuses version %p", (version) => {
    expect(codeOf(() => read({ csaf_version: version }))).toBe("INPUT_UNSUPPORTED_VERSION");
  });

  test("refuses vulnerabilities that are no list", () => {
    expect(codeOf(() => read({}, { vulnerabilities: {} }))).toBe("INPUT_MALFORMED");
  });

  test.each([
    ["csaf_withdrawn", "withdrawn"],
    ["csaf_superseded", "superseded"],
  ])("doubts a document of category %s", (category, word) => {
    expect(read({ category }).coverage.doubts.join()).toContain(word);
  });

  test.each([
    ["csaf_vex", 0],
    ["csaf_security_advisory", 1],
    ["Cisco Security Advisory", 1],
    [undefined, 1],
  ])("says when the category is another than csaf_vex: %p", (category, n) => {
    expect(read({ category }).notices.length).toBe(n);
  });

  test("says when the document is interim, and doubts a draft", () => {
    const status = (word: string): Reading => read({ category: "csaf_vex", tracking: { status: word } });
    expect([status("final"), status("interim"), status("draft")].map(({ notices }) => notices.length)).toEqual([
      0, 1, 0,
    ]);
    expect(status("draft").coverage.doubts).toContain("the document is a draft");
  });
});
