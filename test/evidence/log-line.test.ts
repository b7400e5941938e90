import { expect, test } from "bun:test";
import { auditLine, parseAuditLine } from "../../src/evidence/audit.ts";
import { plainLine } from "../../src/evidence/log-line.ts";
import { bytesOf } from "../support/workspace.ts";

const event = {
  event: "decision.made",
  ts: "2026-01-02T03:04:05Z",
  app: "APP-1",
  run: "r1",
  subject: { bundle: "ab".repeat(32), "decision.json": "cd".repeat(32) },
  data: { count: 3, delta: -5, ok: true, verdict: "NO-GO" },
};
const place = { seq: 3, prev: "cd".repeat(32) };
const written = auditLine(event, place);

test("plainLine() reads what a gate writes as parseAuditLine() does", () => {
  for (const one of [event, { event: "a", ts: "2024-12-31T23:59:59.123Z" }, { ...event, data: {}, subject: {} }]) {
    const text = auditLine(one, place);
    const plain = plainLine(text);
    expect([plain?.seq, plain?.prev, plain?.read()]).toEqual([3, place.prev, parseAuditLine(bytesOf(text))]);
  }
});

test.each([
  ["an escape", { ...event, data: { note: 'a"b' } }],
  ["other than ASCII", { ...event, run: "é" }],
  ["a fraction", { ...event, data: { share: 0.5 } }],
  ["a large number", { ...event, data: { count: 1e20 } }],
  ["29 February", { ...event, ts: "2024-02-29T00:00:00Z" }],
  ["another zone", { ...event, ts: "2024-02-28T00:00:00+01:00" }],
])("plainLine() leaves a sound line with %s to others", (_, one) => {
  const text = auditLine(one, place);
  expect(plainLine(text)).toBeUndefined();
  expect(parseAuditLine(bytesOf(text)).seq).toBe(3);
});

test.each([
  ["names out of order", written.replace('"count":3,"delta":-5', '"delta":-5,"count":3')],
  ["a repeated name", written.replace('"delta":-5', '"count":5')],
  ["a repeated member", written.replace('"seq":3', '"seq":3,"seq":3')],
  ["minus zero", written.replace("-5", "-0")],
  ["a leading zero", written.replace('"seq":3', '"seq":03')],
  ["a day that there is not", written.replace("2026-01-02", "2026-02-30")],
  ["a reserved name", written.replace('"bundle"', '"__proto__"')],
  ["an empty name", written.replace('"bundle"', '""')],
  ["something behind", `${written} `],
  ["a line feed behind", `${written}\n`],
])("plainLine() refuses %s", (_, line) => {
  expect(plainLine(line)).toBeUndefined();
});
