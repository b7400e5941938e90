import { expect, test } from "bun:test";
import { auditLine, firstPrev, maxLineBytes, parseAuditLine, readAuditLine } from "../../src/evidence/audit.ts";
import { bytesOf } from "../support/workspace.ts";

const event = { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: "r1", subject: { bundle: "ab".repeat(32) } };
const place = { seq: 3, prev: "cd".repeat(32) };
const written = auditLine(event, place);

test("auditLine() is one canonical line with version, number and previous leaf", () => {
  expect(written).toBe(
    `{"event":"decision.made","prev":"${place.prev}","run":"r1","seq":3,"subject":{"bundle":"${"ab".repeat(32)}"},"ts":"2026-01-02T03:04:05Z","v":1}`,
  );
});

test("auditLine() keeps line feeds inside strings escaped", () => {
  expect(auditLine({ ...event, data: { note: "a\nb\u2028" } }, place)).not.toContain("\n");
});

test("auditLine() counts UTF-8 bytes against the limit", () => {
  const room = maxLineBytes - new TextEncoder().encode(auditLine({ ...event, data: { note: "" } }, place)).length;
  expect(auditLine({ ...event, data: { note: "x".repeat(room) } }, place)).toHaveLength(maxLineBytes);
  expect(() => auditLine({ ...event, data: { note: "x".repeat(room + 1) } }, place)).toThrow(RangeError);
  expect(() => auditLine({ ...event, data: { note: "é".repeat(room / 2 + 1) } }, place)).toThrow(RangeError);
});

test.each([
  ["a time that is none", { ...event, ts: "today" }],
  ["a digest that is none", { ...event, subject: { bundle: "AB" } }],
  ["an event with spaces", { ...event, event: "decision made" }],
  ["a number that is not finite", { ...event, data: { count: Number.NaN } }],
  ["half of a surrogate pair", { ...event, data: { note: "\ud800" } }],
])("auditLine() refuses %s", (_, wrong) => {
  expect(() => auditLine(wrong, place)).toThrow(RangeError);
});

test("parseAuditLine() reads back what was written", () => {
  expect(parseAuditLine(bytesOf(written))).toEqual({ v: 1, ...place, ...event });
});

test.each([
  ["spaces", written.replace(":3", ": 3")],
  ["another order", written.replace('"v":1', '"u":1')],
  ["a repeated key", written.replace("{", '{"event":"decision.made",')],
  ["an unknown member", written.replace("{", '{"a":1,')],
  ["a reserved key", written.replace("{", '{"__proto__":{},')],
  ["a reserved key inside", written.replace('"subject":{', '"subject":{"__proto__":"x",')],
  ["an exponent", written.replace(":3", ":3e0")],
  ["another version", written.replace('"v":1', '"v":2')],
  ["a carriage return", `${written}\r`],
  ["nothing", ""],
  ["a list", "[]"],
])("parseAuditLine() refuses %s", (_, line) => {
  expect(() => parseAuditLine(bytesOf(line))).toThrow(SyntaxError);
});

test("readAuditLine() reads plain lines and others alike", () => {
  const other = auditLine({ ...event, data: { note: "é" } }, place);
  for (const text of [written, other]) {
    const { seq, prev, read } = readAuditLine(bytesOf(text));
    expect([seq, prev, read()]).toEqual([place.seq, place.prev, parseAuditLine(bytesOf(text))]);
  }
  expect(() => readAuditLine(bytesOf(written.replace(":3", ":03")))).toThrow(SyntaxError);
});

test("readAuditLine() holds plain lines to the limit as well", () => {
  const room = maxLineBytes - auditLine({ ...event, data: { note: "" } }, place).length;
  const longest = auditLine({ ...event, data: { note: "x".repeat(room) } }, place);
  expect(readAuditLine(bytesOf(longest)).seq).toBe(3);
  expect(() => readAuditLine(bytesOf(longest.replace("xx", "xxx")))).toThrow(SyntaxError);
});

test("the first line chains to 64 zeros", () => {
  expect(firstPrev).toBe("0".repeat(64));
});
