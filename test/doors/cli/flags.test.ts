import { describe, expect, test } from "bun:test";
import { asksForHelp, parseFlags } from "../../../src/doors/cli/flags.ts";
import { errorOf } from "../../support/code-of.ts";
import { table } from "./sample-table.ts";

const parse = (words: readonly string[]) => parseFlags(table, words, "run");
const positional = { shell: { type: "positional", options: ["bash", "zsh"], required: true } } as const;

describe("parseFlags() refuses, and says what to write (A4)", () => {
  test.each([
    [["--sbmo", "a"], "USAGE_UNKNOWN_FLAG", "--sbom"],
    [["--SBOM", "a"], "USAGE_UNKNOWN_FLAG", "--sbom"],
    [["-sbom", "a"], "USAGE_UNKNOWN_FLAG", "--sbom"],
    [["--sbomb=a"], "USAGE_UNKNOWN_FLAG", "--sbom"],
    [["-x"], "USAGE_UNKNOWN_FLAG", "--help"],
    [["-hx"], "USAGE_UNKNOWN_FLAG", "--help"],
    [["---sbom", "a"], "USAGE_UNKNOWN_FLAG", "--sbom"],
    [["--constructor"], "USAGE_UNKNOWN_FLAG", "--help"],
    [["--__proto__=x"], "USAGE_UNKNOWN_FLAG", "--help"],
    [["--no-sbom"], "USAGE_UNKNOWN_FLAG", "--sbom"],
    [["--no-sign"], "USAGE_UNKNOWN_FLAG", "--sign"],
    [["--no-"], "USAGE_UNKNOWN_FLAG", "--help"],
    [["--output", "a", "--output", "b"], "USAGE_REPEATED_FLAG", "--output"],
    [["--output=a", "--output=a"], "USAGE_REPEATED_FLAG", "--output"],
    [["--mode", "demo", "--mode", "enterprise"], "USAGE_REPEATED_FLAG", "--mode"],
    [["--sign", "--sign"], "USAGE_REPEATED_FLAG", "--sign"],
    [["--compress", "--no-compress"], "USAGE_REPEATED_FLAG", "--no-compress"],
    [["--sbom"], "USAGE_MISSING_VALUE", "--sbom PATH"],
    [["--sbom", "--sign"], "USAGE_MISSING_VALUE", "--sbom PATH"],
    [["--sbom", "-h"], "USAGE_MISSING_VALUE", "--sbom=-h"],
    [["--sbom", "--", "-h"], "USAGE_MISSING_VALUE", "--sbom PATH"],
    [["--sbom="], "USAGE_MISSING_VALUE", "--sbom PATH"],
    [["--sbom", ""], "USAGE_MISSING_VALUE", "--sbom PATH"],
    [["--sign=maybe"], "USAGE_BAD_VALUE", "--sign"],
    [["--sign=false"], "USAGE_BAD_VALUE", "--sign"],
    [["--no-compress=true"], "USAGE_BAD_VALUE", "--no-compress"],
    [["--help=yes"], "USAGE_BAD_VALUE", "--help"],
    [["--mode", "enterprize"], "USAGE_BAD_VALUE", "enterprise"],
    [["--mode", "prod"], "USAGE_BAD_VALUE", "demo, enterprise"],
    [["sbom.json"], "USAGE_UNEXPECTED_ARGUMENT", "--sbom sbom.json"],
    [["semgrep-results.json"], "USAGE_UNEXPECTED_ARGUMENT", "--sarif semgrep-results.json"],
    [["--sbom", "a.json", "b.json"], "USAGE_UNEXPECTED_ARGUMENT", "--sbom before each file"],
    [["--", "--sbom", "a"], "USAGE_UNEXPECTED_ARGUMENT", "leave out --"],
    [[""], "USAGE_UNEXPECTED_ARGUMENT", "--help"],
  ])("%j is %s, with the advice %s", (words, code, advice) => {
    const error = errorOf(() => parse(words));
    expect(error?.code).toBe(code as never);
    expect(error?.hint).toContain(advice);
  });
});

test("parseFlags() shows both values of a repeated flag", () => {
  expect(errorOf(() => parse(["--output", "first", "--output=second"]))?.message).toMatch(/"first".*"second"/);
});

test("parseFlags() gives every flag of the table its type", () => {
  expect(parse([])).toMatchObject({ sbom: [], output: undefined, limit: "20", sign: false, compress: undefined });
  expect(parse(["--sbom", "a", "--sbom=b", "--sbom", "-", "--sbom=--odd", "--sign", "--no-compress"])).toMatchObject({
    sbom: ["a", "b", "-", "--odd"],
    sign: true,
    compress: false,
  });
});

test("parseFlags() reads positional words, and asks for a missing one", () => {
  expect(parseFlags(positional, ["zsh"], "completion")).toEqual({ shell: "zsh" });
  const codes = [[], ["basj"], ["bash", "zsh"], [""]].map(
    (words) => errorOf(() => parseFlags(positional, words, "c"))?.code,
  );
  expect(codes).toEqual(["USAGE_MISSING_VALUE", "USAGE_BAD_VALUE", "USAGE_UNEXPECTED_ARGUMENT", "USAGE_MISSING_VALUE"]);
});

test("parseFlags() collects all words of a positional that may be several", () => {
  const several = { path: { type: "positional", required: true, multiple: true } } as const;
  expect(parseFlags(several, ["a", "b", "-"], "inspect")).toEqual({ path: ["a", "b", "-"] });
  expect(errorOf(() => parseFlags(several, [], "inspect"))?.code).toBe("USAGE_MISSING_VALUE");
});

test.each([
  [["--help"], true],
  [["-h"], true],
  [["--sbom", "a", "--help", "--sign"], true],
  [["--nope", "-h"], true],
  [["--", "-h"], false],
  [["--sbom", "--", "-h"], false],
  [["--sbom", "-h"], false],
  [["--sbom=--help"], false],
  [["--help=yes"], false],
  [["-hx"], false],
  [["help"], false],
])("asksForHelp(%j) is %p (A2)", (words, expected) => {
  expect(asksForHelp(table, words)).toBe(expected);
});
