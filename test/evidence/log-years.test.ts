import { expect, test } from "bun:test";
import type { AuditLine } from "../../src/domain/bundle.ts";
import { emptyHead } from "../../src/evidence/log-head.ts";
import { newLines } from "../../src/evidence/log-lines.ts";
import { closedYear, closingEvent, openingEvent, yearName, yearOf, yearOfLog } from "../../src/evidence/log-years.ts";
import { rootOf } from "../../src/standards/merkle.ts";

const line = (ts: string): AuditLine => ({ v: 1, seq: 0, prev: "", event: "a.b", ts });

test.each([
  ["2026-12-31T23:59:59Z", 2026],
  ["2026-12-31T23:59:59-01:00", 2027],
  ["2027-01-01T00:59:59+01:00", 2026],
  ["0099-06-01T00:00:00Z", 99],
])("yearOf(%s) is %d, in UTC", (ts, year) => {
  expect(yearOf(ts)).toBe(year);
});

test("yearName() has four digits", () => {
  expect([yearName(99), yearName(2026)]).toEqual(["0099", "2026"]);
});

test("yearOfLog() is the later of the years of its ends", () => {
  expect(yearOfLog(line("2026-01-01T00:00:00Z"), line("2020-01-01T00:00:00Z"))).toBe(2026);
  expect(yearOfLog(line("2020-01-01T00:00:00Z"), line("2026-01-01T00:00:00Z"))).toBe(2026);
});

test("closedYear() reads what closingEvent() writes, and nothing that is no name of a year", () => {
  const event = closingEvent(2026, "2027-01-01T00:00:00Z");
  expect(closedYear({ ...line(event.ts), ...event })).toBe("2026");
  expect(event.data).toEqual({ year: "2026", next: "2027" });
  for (const year of ["../..", "20266", 2026, true]) {
    expect(closedYear({ ...line(event.ts), ...event, data: { year } })).toBeUndefined();
  }
  expect(closedYear({ ...line(event.ts), ...event, event: "log.other" })).toBeUndefined();
});

test("openingEvent() names the closed log: origin, size, root and last leaf", () => {
  const event = closingEvent(2026, "2027-01-01T00:00:00Z");
  const { head } = newLines([event], emptyHead);
  const opening = openingEvent({ head, origin: "fixops-log/ab", last: { ...line(event.ts), ...event } });
  expect(opening).toEqual({
    event: "log.opened",
    ts: "2027-01-01T00:00:00Z",
    subject: { leaf: head.leaf, root: rootOf(head.edge).toHex() },
    data: { closed: "fixops-log/ab", size: 1, year: "2026" },
  });
});
