import { expect, test } from "bun:test";
import { goCover } from "../../../../src/ingest/formats/tests/go-cover.ts";

const read = (...lines: readonly string[]) => {
  return goCover.read({ form: "text", text: `mode: set\n${lines.join("\n")}\n` }, { name: "a", sha256: "" });
};

test.each([
  ["mode: set\na.go:1.1,2.2 1 1", true],
  ["mode: atomic\r\n", true],
  ["mode: set", true],
  ["mode: read-only\n", false],
  ["mode: settings\n", false],
  ["", false],
])("goCover.detect() of %j is %p", (text, expected) => {
  expect(goCover.detect({ form: "text", text })).toBe(expected);
});

test("goCover.read() counts the statements of a block once, hit when one run hit it", () => {
  const { items, accounts } = read("a b.go:1.1,2.2 3 0", "a b.go:1.1,2.2 3 1", "mode: set", "c.go:1.1,2.2 2 0");
  expect(items.codeCoverages?.[0]).toMatchObject({ lines: { covered: 3, total: 5 }, files: 2 });
  expect(accounts[0]).toMatchObject({ raw: 3, kept: 2 });
});

test.each(["a.go:1.1,2.2 1", "a.go 1 1", "a.go:1,2 1 1", ":1.1,2.2 1 1", "a.go:1.1,2.2 x 1"])(
  "goCover.read() doubts a profile with the line %j",
  (line) => {
    expect(read("a.go:1.1,2.2 1 1", line).coverage.doubts).toHaveLength(1);
  },
);
