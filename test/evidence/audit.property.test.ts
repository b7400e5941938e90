import { expect, test } from "bun:test";
import fc from "fast-check";
import { auditLine, parseAuditLine } from "../../src/evidence/audit.ts";
import { checkLog } from "../../src/evidence/check-log.ts";
import { sampleLog } from "../support/sample-log.ts";
import { bytesOf } from "../support/workspace.ts";

const name = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => text !== "__proto__");
const value = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const event = fc.record(
  {
    event: fc.constantFrom("decision.made", "log.recovered"),
    ts: fc
      .date({ min: new Date(0), max: new Date("9999-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString()),
    run: fc.string({ unit: "grapheme", maxLength: 20 }),
    data: fc.dictionary(name, value, { maxKeys: 5 }),
  },
  { requiredKeys: ["event", "ts"] },
);

test("parseAuditLine() reads every line that auditLine() writes, on one line", () => {
  fc.assert(
    fc.property(event, fc.nat(), (made, seq) => {
      const text = auditLine(made, { seq, prev: "ab".repeat(32) });
      expect(text).not.toContain("\n");
      const parsed = parseAuditLine(bytesOf(text));
      expect(auditLine(parsed, { seq: parsed.seq, prev: parsed.prev })).toBe(text);
    }),
  );
});

test("checkLog() never throws and never takes a changed log for the same", () => {
  const { log, head } = sampleLog(4);
  const edit = fc.tuple(fc.nat(log.length - 1), fc.nat(40), fc.uint8Array({ maxLength: 40 }));
  fc.assert(
    fc.property(edit, ([at, removed, added]) => {
      const changed = new Uint8Array(Buffer.concat([log.subarray(0, at), added, log.subarray(at + removed)]));
      const report = checkLog(changed, head);
      const isSame = Buffer.from(changed).equals(Buffer.from(log));
      expect(report.problems.length > 0 || report.torn !== undefined).toBe(!isSame);
    }),
    { numRuns: 500 },
  );
});
