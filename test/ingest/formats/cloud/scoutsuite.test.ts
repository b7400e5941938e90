import { describe, expect, test } from "bun:test";
import { scoutsuite } from "../../../../src/ingest/formats/cloud/scoutsuite.ts";
import { codeOf } from "../../../support/code-of.ts";

describe("scoutsuite.detect()", () => {
  test.each([
    ["the object alone", { services: {}, last_run: {}, provider_code: "aws" }, true],
    ["no provider", { services: {}, last_run: {} }, false],
    ["an API description", { services: [], last_run: {}, provider_code: "aws" }, false],
  ])("%s", (_, value, expected) => {
    expect(scoutsuite.detect({ form: "json", value })).toBe(expected);
  });

  test.each([
    ["scoutsuite_results =\n{", true],
    [" scoutsuite_results={", true],
    ["scoutsuite_results_2 = {", false],
    ["var scoutsuite_results = {", false],
  ])("the text %p: %p", (text, expected) => {
    expect(scoutsuite.detect({ form: "text", text })).toBe(expected);
  });
});

describe("scoutsuite.read() of a script", () => {
  test.each([
    ["is nested without end", `scoutsuite_results =\n${"[".repeat(1_000_000)}`, "INPUT_TOO_DEEP"],
    ["ends in the middle", "scoutsuite_results =\n{", "INPUT_TRUNCATED"],
    ["is no JSON", "scoutsuite_results =\n{ services: 1 }", "INPUT_MALFORMED"],
  ])("that %s is refused", (_, text, code) => {
    expect(codeOf(() => scoutsuite.read({ form: "text", text }, { name: "a.js", sha256: "" }))).toBe(code);
  });

  test("a semicolon may end it", () => {
    const text = 'scoutsuite_results = {"services": {}, "last_run": {"version": "5.14.0"}};\n';
    const { coverage } = scoutsuite.read({ form: "text", text }, { name: "a.js", sha256: "" });
    expect(coverage.toolVersion).toBe("5.14.0");
  });
});
