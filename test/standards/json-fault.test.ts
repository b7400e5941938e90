import { expect, test } from "bun:test";
import { findJsonFault } from "../../src/standards/json-fault.ts";

test.each([
  ["empty", "", 1, 1],
  ["empty", " \n\t", 1, 1],
  ["truncated", '{"a": [1, 2', 1, 12],
  ["truncated", '{"a":\n"b', 2, 3],
  ["truncated", "[tru", 1, 5],
  ["truncated", '{"a"', 1, 5],
  ["truncated", "[1,", 1, 4],
  ["leading_text", 'INFO starting scan\n{"a": 1}', 1, 1],
  ["leading_text", "2026-01-01 10:00 starting\n\n[\n  {}\n]", 1, 1],
  ["leading_text", '[INFO] one\n[INFO] two\n{"a": 1}', 1, 1],
  ["leading_text", '\nresult: {"a": 1}', 2, 1],
  ["leading_text", "done: [[1]]", 1, 1],
  ["syntax", "kind: {{ .x }}", 1, 1],
  ["syntax", "kind: Pod\n{{ .x }}", 1, 1],
  ["leading_text", 'warning: cut file\n{"a": [', 1, 1],
  ["syntax", '{"a": 1,}', 1, 9],
  ["syntax", "[1, 2,\n]", 2, 1],
  ["syntax", "{a: 1}", 1, 2],
  ["syntax", "{'a': 1}", 1, 2],
  ["syntax", '{"a": 1}\n{"b": 2}', 2, 1],
  ["syntax", '{"a": 1}\nDone in 3 s', 2, 1],
  ["syntax", '["a\tb"]', 1, 4],
  ["syntax", "<html>", 1, 1],
  ["syntax", "[1 2]", 1, 4],
  ["syntax", '{"a" 1}', 1, 6],
  ["syntax", "[}", 1, 2],
  ["syntax", "{]", 1, 2],
  ["syntax", "\ufeff{}", 1, 1],
])("findJsonFault() calls it %s: %j, line %d, column %d", (kind, text, line, column) => {
  expect(findJsonFault(text)).toMatchObject({ kind, line, column });
});

test.each(["{}", " [ ] ", "null", '{"a":[{"b":-1.5e3}],"c":"\\u0000"}', "[[[]],[]]"])(
  "findJsonFault() finds nothing in %j",
  (text) => {
    expect(findJsonFault(text)).toBeUndefined();
  },
);

test("findJsonFault() quotes at most 80 characters and spells control characters out", () => {
  const detail = findJsonFault(`\u001b[31m${"x".repeat(200)}\n{"a":1}`)?.detail ?? "";
  expect(detail).toContain(`\\u{1b}[31m${"x".repeat(75)}…"`);
  expect(detail).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(findJsonFault("[1 \u202e\u0007]")?.detail).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test.each(["[", '{"a":', "[[],", '[{"a":'])("findJsonFault() walks a million levels of %j", (level) => {
  expect(findJsonFault(level.repeat(1_000_000))?.kind).toBe("truncated");
});
