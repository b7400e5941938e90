import { expect, test } from "bun:test";
import fc from "fast-check";
import { auditLine, parseAuditLine } from "../../src/evidence/audit.ts";
import { plainLine } from "../../src/evidence/log-line.ts";
import { bytesOf } from "../support/workspace.ts";

/** Names and values near what is plain: order, integers as names, quotes, control characters, exponents. */
const name = fc
  .oneof(
    fc.constantFrom("a", "b", "bundle", "9", "10", "a:b", "x,y", "__proto__", "constructor", "~", " "),
    fc.string({ minLength: 1, maxLength: 4 }),
  )
  .filter((text) => text !== "__proto__");
const value = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
);
const date = fc
  .date({ min: new Date(0), max: new Date("9999-01-01"), noInvalidDate: true })
  .map((one) => one.toISOString());
const digest = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => bytes.toHex());
const event = fc.record(
  {
    event: fc.constantFrom("decision.made", "log.recovered", "a_1"),
    ts: fc.oneof(
      date,
      date.map((text) => text.replace(/\.\d+Z/, "Z")),
    ),
    run: fc.string({ maxLength: 8 }),
    app: fc.string({ maxLength: 8 }),
    data: fc.dictionary(name, value, { maxKeys: 4 }),
    subject: fc.dictionary(name, digest, { maxKeys: 3 }),
  },
  { requiredKeys: ["event", "ts"] },
);

/** What the careful way says: the line, or nothing. */
function careful(text: string) {
  try {
    return parseAuditLine(bytesOf(text));
  } catch {
    return undefined;
  }
}

function expectAgreement(text: string): boolean {
  const plain = plainLine(text);
  if (plain === undefined) return false;
  const line = careful(text);
  expect([text, line]).toEqual([text, plain.read()]);
  expect([plain.seq, plain.prev]).toEqual([line!.seq, line!.prev]);
  return true;
}

test("plainLine() says of every line that it takes what parseAuditLine() says", () => {
  let taken = 0;
  fc.assert(
    fc.property(event, fc.nat(), digest, (made, seq, prev) => {
      if (expectAgreement(auditLine(made, { seq, prev }))) taken++;
    }),
    { numRuns: 2000 },
  );
  expect(taken).toBeGreaterThan(100);
});

/** Bits of lines that stand close to a sound one. */
const scrap = fc.oneof(
  fc.constantFrom(
    '"',
    ",",
    ":",
    "{",
    "}",
    "0",
    "-",
    "-0",
    "1e3",
    ".5",
    "\\",
    "\\u0041",
    "true",
    "null",
    "[]",
    " ",
    "é",
    "\u2028",
    "2-29",
    '"a":1,',
    '"__proto__":"x",',
  ),
  fc.string({ maxLength: 3 }),
);

test("plainLine() takes no damaged line that parseAuditLine() refuses, and reads it no other way", () => {
  const edit = fc.tuple(fc.nat(400), fc.nat(6), scrap);
  let taken = 0;
  fc.assert(
    fc.property(event, fc.nat(), fc.array(edit, { minLength: 1, maxLength: 2 }), (made, seq, edits) => {
      let text = auditLine(made, { seq, prev: "ab".repeat(32) });
      for (const [at, removed, added] of edits)
        text = text.slice(0, at % text.length) + added + text.slice((at % text.length) + removed);
      if (expectAgreement(text)) taken++;
    }),
    { numRuns: 5000 },
  );
  expect(taken).toBeGreaterThan(20);
});

test("plainLine() agrees about each byte of a line changed to each other one", () => {
  const line = auditLine(
    { event: "a.b", ts: "2026-01-02T03:04:05Z", data: { a: 10, b: "x" }, subject: { c: "ab".repeat(32) } },
    { seq: 7, prev: "cd".repeat(32) },
  );
  for (let at = 0; at < line.length; at++) {
    for (let code = 0x0a; code < 0x80; code++) {
      const text = line.slice(0, at) + String.fromCharCode(code) + line.slice(at + 1);
      if (plainLine(text) !== undefined && careful(text) === undefined) expect([at, text]).toBeUndefined();
    }
  }
});
