import { describe, expect, test } from "bun:test";
import { readYaml } from "../../src/ingest/parse-yaml.ts";
import { faultOf } from "../support/code-of.ts";

function read(text: string) {
  return readYaml(text, "f.yaml", 128);
}

test("readYaml() reads the core schema, without merge keys and YAML 1.1 words", () => {
  const text = "a: yes\nb: true\nc: 2020-01-01\nd: &x {e: 1}\nf:\n  <<: *x\n";
  const value = { a: "yes", b: true, c: "2020-01-01", d: { e: 1 }, f: { "<<": { e: 1 } } };
  expect(read(text).values).toEqual([value]);
});

test("readYaml() reads half of a surrogate pair as U+FFFD, and counts it", () => {
  const { values, halfPairs } = read('a: "x\\ud800y"\nb: "\\\\ud800"\n');
  expect({ values, halfPairs }).toEqual({ values: [{ a: "x\ufffdy", b: "\\ud800" }], halfPairs: 1 });
});

describe("readYaml() refuses", () => {
  test.each([
    ["an unknown tag", "a: !foo b", "INPUT_MALFORMED"],
    ["a tag that constructs", "a: !!binary aGk=", "INPUT_MALFORMED"],
    ["a list as key", "? [a]\n: 1", "INPUT_MALFORMED"],
    ["an alias as key", "a: &x b\n*x : 1", "INPUT_MALFORMED"],
    ["tabs as indentation", "a:\n\tb: 1", "INPUT_MALFORMED"],
    ["a depth bomb of dashes", `${"- ".repeat(20_000)}a`, "INPUT_TOO_DEEP"],
    ["a depth bomb of brackets", `a: ${"[".repeat(20_000)}`, "INPUT_TOO_DEEP"],
    ["one level too many", `a: ${"[".repeat(128)}${"]".repeat(128)}`, "INPUT_TOO_DEEP"],
    ["many aliases", `a: &x 1\n${Array.from({ length: 101 }, (_, i) => `k${i}: *x`).join("\n")}`, "INPUT_MALFORMED"],
    ["aliases that multiply", billionLaughs(), "INPUT_MALFORMED"],
    ["more than 5 MiB", `a: ${"x".repeat(5 * 1024 * 1024)}`, "INPUT_TOO_LARGE"],
  ] as const)("%s", (_, text, code) => {
    const fault = faultOf(() => read(text));
    expect(fault.code).toBe(code);
    expect(fault.where?.file).toBe("f.yaml");
  });
});

function billionLaughs(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(9)}*l${i}]`);
  return `l0: &l0 [lol]\n${levels.join("\n")}\n`;
}

test("readYaml() finds repeated and reserved names with their places", () => {
  const { repeated, reserved, values } = read("a: 1\nb:\n  c: 1\n  'c': 2\n  __proto__: {x: 1}\n1: x\n'1': y\n");
  const places = repeated.map(({ pointer, key, line, column }) => [pointer, key, line, column]);
  expect(places.toSorted()).toEqual([
    ["", "1", 7, 1],
    ["/b", "c", 4, 3],
  ]);
  expect(reserved).toEqual([{ pointer: "/b", key: "__proto__", line: 5, column: 3 }]);
  expect(Object.getPrototypeOf((values[0] as { b: object }).b)).toBe(Object.prototype);
});

test("readYaml() is linear in the number of keys", () => {
  const text = Array.from({ length: 30_000 }, (_, i) => `k${i}: v`).join("\n");
  expect(read(text).repeated).toEqual([]);
}, 10_000);

test("readYaml() takes text that only looks like aliases", () => {
  const text = Array.from({ length: 200 }, (_, i) => `k${i}: |\n  * item\n  [ [ [\n`).join("");
  expect(read(text).values).toHaveLength(1);
});
