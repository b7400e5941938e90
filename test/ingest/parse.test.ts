import { describe, expect, test } from "bun:test";
import { formats } from "../../src/ingest/formats/index.ts";
import { encodingNotices, parse } from "../../src/ingest/parse.ts";
import { faultOf } from "../support/code-of.ts";
import { inputOf, utf16 } from "../support/input.ts";

const sarif = '{"version":"2.1.0","runs":[]}';

function parseText(content: string | Uint8Array) {
  return parse(inputOf("report", content), formats, 128);
}

const bom = new Uint8Array([0xef, 0xbb, 0xbf]);

describe("parse() decodes", () => {
  test.each([
    ["UTF-8", new TextEncoder().encode(sarif), "utf-8", 0],
    ["UTF-8 with a mark", new Uint8Array([...bom, ...new TextEncoder().encode(sarif)]), "utf-8-bom", 1],
    ["UTF-16LE with a mark", utf16(sarif, "le", true), "utf-16le", 1],
    ["UTF-16BE with a mark", utf16(sarif, "be", true), "utf-16be", 1],
  ] as const)("%s", (_, bytes, encoding, notices) => {
    const parsed = parseText(bytes);
    expect(parsed.document).toEqual({ form: "json", value: { version: "2.1.0", runs: [] } });
    expect(parsed.encoding).toBe(encoding);
    expect(encodingNotices(parsed.encoding)).toHaveLength(notices);
  });
});

describe("parse() refuses", () => {
  test.each([
    ["no bytes", "", "INPUT_EMPTY"],
    ["white space", " \r\n\t\n", "INPUT_EMPTY"],
    ["a mark and nothing else", bom, "INPUT_EMPTY"],
    ["null", "null\n", "INPUT_EMPTY"],
    ["a number", " 12", "INPUT_EMPTY"],
    ["a string", '"no findings"', "INPUT_EMPTY"],
    ["UTF-16LE without a mark", utf16(sarif, "le", false), "INPUT_ENCODING"],
    ["UTF-16BE without a mark", utf16(sarif, "be", false), "INPUT_ENCODING"],
    ["invalid UTF-8", new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), "INPUT_ENCODING"],
    ["half a UTF-16 unit", new Uint8Array([0xff, 0xfe, 0x7b]), "INPUT_ENCODING"],
    ["gzip", new Uint8Array([0x1f, 0x8b, 0x08, 0, 0xff]), "INPUT_ENCODING"],
    ["a million lists", "[".repeat(1e6), "INPUT_TOO_DEEP"],
    ["a million lists in UTF-16", utf16("[".repeat(1e6), "le", true), "INPUT_TOO_DEEP"],
    ["a million objects", '{"a":'.repeat(1e6), "INPUT_TOO_DEEP"],
    ["a truncated object", '{"runs":[{"tool":', "INPUT_TRUNCATED"],
    ["a truncated string", '{"runs":"ab', "INPUT_TRUNCATED"],
    ["a trailing comma", '{"runs":[1,]}', "INPUT_MALFORMED"],
    ["a control character", '{"runs":"a\u0001"}', "INPUT_MALFORMED"],
    ["two documents", '{"a":1}\n{"b":2}\n', "INPUT_MALFORMED"],
    ["a log line before the JSON", `Scanning 3 files\n${sarif}`, "INPUT_MALFORMED"],
    ["a log line like YAML before the JSON", `INFO: scanning\n${sarif}`, "INPUT_MALFORMED"],
    ["a log line in brackets before the JSON", `[command]tool scan\n${sarif}`, "INPUT_MALFORMED"],
    ["an assignment before the JSON", `file=${sarif}`, "INPUT_MALFORMED"],
    ["a script that holds JSON", `report_results =\n${sarif}`, "INPUT_MALFORMED"],
    [
      "XML that is cut off",
      '<?xml version="1.0"?>\n<bom xmlns="http://cyclonedx.org/schema/bom/1.4">',
      "INPUT_MALFORMED",
    ],
    ["XML with an entity", "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///dev/random'>]>\n<x>&y;</x>", "INPUT_MALFORMED"],
    ["deep XML", `${"<a>".repeat(200)}${"</a>".repeat(200)}`, "INPUT_TOO_DEEP"],
    ["XML deeper than the stack", "<a>".repeat(200_000), "INPUT_TOO_DEEP"],
    ["RDF", '<rdf:RDF xmlns:rdf="x"/>', "INPUT_NOT_RECOGNISED"],
    ["a Python byte string", "b'SPDXVersion: SPDX-2.2'", "INPUT_NOT_RECOGNISED"],
    ["prose", "No issues found.\n", "INPUT_NOT_RECOGNISED"],
    ["an unknown CSV", "PROFILE,CHECK_RESULT\nx,FAIL\n", "INPUT_NOT_RECOGNISED"],
    ["a quote without end in a design", 'component,exposure\n"a,internet\n', "INPUT_MALFORMED"],
    ["two YAML documents", "criticality: high\n---\ncriticality: low\n", "INPUT_MALFORMED"],
  ] as const)("%s", (_, content, code) => {
    const fault = faultOf(() => parseText(content));
    expect(fault.code).toBe(code);
    expect(fault.where?.file).toBe("report");
    expect(fault.hint).toBeTruthy();
  });
});

test("parse() names line and column of what is malformed", () => {
  expect(faultOf(() => parseText('{\n  "a": 1,\n}')).where).toEqual({ file: "report", line: 3, column: 1 });
});

test("parse() quotes the line before the JSON", () => {
  expect(faultOf(() => parseText(`INFO: scanning\n${sarif}`)).message).toContain("INFO: scanning");
});

test("parse() reads XML", () => {
  const { document } = parseText("<!-- x -->\n<cdx:bom xmlns:cdx='urn:x'/>");
  expect(document).toMatchObject({ form: "xml", root: { name: "bom", namespace: "urn:x" } });
});

test("parse() tells compressed data from a wrong encoding", () => {
  expect(faultOf(() => parseText(new Uint8Array([0x1f, 0x8b, 0x08, 0xff]))).message).toContain("gzip");
});

test("parse() reads CSV whose header a format knows, and YAML", () => {
  expect(parseText("component,exposure\na,internet\n").document.form).toBe("csv");
  expect(parseText("# ours\ncriticality: high\n").document).toEqual({ form: "yaml", value: { criticality: "high" } });
});
