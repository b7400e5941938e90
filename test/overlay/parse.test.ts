import { describe, expect, test } from "bun:test";
import { parseOverlay } from "../../src/overlay/parse.ts";
import { codeAndPlace, faultOf } from "../support/code-of.ts";

const shared = (count: number) => ["k: &k 1", ...Array.from({ length: count }, (_, i) => `k${i}: *k`)].join("\n");
const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"];
for (let i = 1; i <= 10; i++) bomb.push(`a${i}: &a${i} [${Array.from({ length: 9 }, () => `*a${i - 1}`).join(", ")}]`);

describe("parseOverlay() refuses", () => {
  const rows: readonly (readonly [name: string, text: string, line: number, column: number])[] = [
    ["an empty file", "", 1, 1],
    ["a file of comments", "# mode: demo\n", 1, 1],
    ["a null", "---\n~\n", 1, 1],
    ["a list at the top", "# why\n- mode: demo\n", 2, 1],
    ["a scalar at the top", "demo", 1, 1],
    ["a second document", "mode: demo\n---\nmode: enterprise\n", 2, 1],
    ["a second, empty document", "mode: demo\n---\n", 2, 1],
    ["a document before the first", "...\nmode: demo\n", 2, 1],
    ["an unknown tag", "mode: !env MODE\n", 1, 7],
    ["a language tag", "a: 1\nmode: !!js/function x\n", 2, 7],
    ["a tag of YAML 1.1", "mode: !!binary aGk=\n", 1, 7],
    ["a tag directive's tag", "%TAG ! tag:example.org,2026:\n---\nmode: !x 1\n", 3, 7],
    ["YAML 1.1", "%YAML 1.1\n---\nencrypt: no\n", 1, 1],
    ["YAML of the future", "%YAML 1.9\n---\nencrypt: no\n", 1, 7],
    ["an unknown directive", "%FOO bar\n---\nmode: demo\n", 1, 1],
    ["a repeated key", "mode: demo\nevidence:\n  sign: true\n  sign: false\n", 4, 3],
    ["a key repeated in other words", 'mode: demo\n"mo\\u0064e": enterprise\n', 2, 1],
    ["a merge key", "base: &base { a: 1 }\nother:\n  <<: *base\n", 3, 3],
    ["a key that is a list", "? [a]\n: 1\n", 1, 3],
    ["a key that is an alias", "a: &x b\n*x : 1\n", 2, 1],
    ["__proto__", "evidence: { __proto__: { sign: true } }\n", 1, 13],
    ["constructor", "constructor: 1\n", 1, 1],
    ["prototype", "a:\n  - prototype: 1\n", 2, 5],
    ["a tab as indentation", "evidence:\n\tsign: true\n", 2, 1],
    ["a colon in a bare value", "a: 1\nb: c: d\n", 2, 4],
    ["an open quote", "mode: 'demo\n", 2, 1],
    ["an open bracket", "inputs:\n  required: [sbom\n", 3, 1],
    ["a NUL", "mode: de\0mo\n", 1, 9],
    ["an escape character", "a: 1\nmode: \u001b[31m\n", 2, 7],
    ["the library's own marks", "mode: \u001f\n", 1, 7],
    ["a line that ends with CR alone", "a: 1\rb: 2\r", 1, 5],
    ["an alias without an anchor", "a: *nothing\n", 1, 4],
    ["an alias before its anchor", "a: *x\nb: &x 1\n", 1, 4],
    ["an alias inside its anchor", "a: &x { b: [*x] }\n", 1, 13],
    ["101 aliases", shared(101), 102, 7],
    ["an alias bomb", bomb.join("\n"), 2, 10],
    ["65 levels in brackets", `a: ${"[".repeat(64)}${"]".repeat(64)}`, 1, 67],
    ["65 levels in dashes", `a:\n${"- ".repeat(64)}x`, 2, 127],
    ["65 levels of indentation", Array.from({ length: 66 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"), 65, 65],
    ["100,000 brackets", `a: ${"[".repeat(100_000)}`, 1, 67],
    ["100,000 braces", `a: ${"{a: ".repeat(100_000)}`, 1, 256],
    ["500,000 dashes", "- ".repeat(500_000), 1, 129],
    ["more than 1 MiB", `# ${"x".repeat(1_048_576)}`, 1, 1],
  ];
  test.each(rows)("%s", (_, text, line, column) => {
    expect(codeAndPlace(() => parseOverlay(text, "team.yml"))).toBe(`USAGE_OVERLAY_SYNTAX team.yml:${line}:${column}`);
  });

  test("100,000 unlike keys or one key 100,000 times in linear time", () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `k${i}:`).join("\n");
    const start = performance.now();
    expect(parseOverlay(keys, "team.yml").positions.size).toBe(100_000);
    expect(performance.now() - start).toBeLessThan(8000);
    expect(codeAndPlace(() => parseOverlay("k:\n".repeat(100_000), "t"))).toBe("USAGE_OVERLAY_SYNTAX t:2:1");
  });
});

describe("parseOverlay() reads", () => {
  const rows: readonly (readonly [name: string, text: string, value: object])[] = [
    ["an empty mapping that is written down", "{}", {}],
    [
      "words of YAML 1.1 as text",
      "a: [NO, yes, on, 1_000, 12:30:00, 2026-01-31]",
      { a: ["NO", "yes", "on", "1_000", "12:30:00", "2026-01-31"] },
    ],
    ["numbers of the core schema", "a: [0x1f, 0o17, 12e3, -.5, 017]", { a: [31, 15, 12_000, -0.5, 17] }],
    ["a number too large to hold as infinite", "a: 1.0e400", { a: Number.POSITIVE_INFINITY }],
    ["keys as text", "1: a\nnull: b\ntrue: c", { 1: "a", null: "b", true: "c" }],
    ["CRLF lines and a document end", "---\r\na: 1\r\n...\r\n", { a: 1 }],
    ["an alias", "a: &list [x, y]\nb: *list", { a: ["x", "y"], b: ["x", "y"] }],
    ["known tags of the core schema", 'a: !!str 1\nb: !!int "2"', { a: "1", b: 2 }],
    ["block text", "a: |\n  x\n  y\n", { a: "x\ny\n" }],
    ["64 levels", `a: ${"[".repeat(63)}${"]".repeat(63)}`, expect.anything()],
  ];
  test.each(rows)("%s", (_, text, value) => {
    expect(parseOverlay(text, "team.yml").value).toEqual(value as never);
  });

  test("the place of every key and value", () => {
    const { positions } = parseOverlay("mode: demo\ninputs:\n  required: [sbom, { a/b~: 1 }]\nempty:\n", "team.yml");
    expect([...positions]).toEqual([
      ["/mode", { key: { line: 1, column: 1 }, value: { line: 1, column: 7 } }],
      ["/inputs", { key: { line: 2, column: 1 }, value: { line: 3, column: 3 } }],
      ["/inputs/required", { key: { line: 3, column: 3 }, value: { line: 3, column: 13 } }],
      ["/inputs/required/0", { value: { line: 3, column: 14 } }],
      ["/inputs/required/1", { value: { line: 3, column: 20 } }],
      ["/inputs/required/1/a~1b~0", { key: { line: 3, column: 22 }, value: { line: 3, column: 28 } }],
      ["/empty", { key: { line: 4, column: 1 }, value: { line: 4, column: 7 } }],
    ]);
  });
});

test("parseOverlay() shows the place with a caret and controls by pictures", () => {
  const { message, hint } = faultOf(() => parseOverlay("evidence:\n\tsign: true\n", "team.yml"));
  expect(message.split("\n").slice(1)).toEqual(["  2 | ␉sign: true", "    | ^"]);
  expect(hint).toBeString();
});
