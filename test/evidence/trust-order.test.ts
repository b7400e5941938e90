import { expect, test } from "bun:test";
import { revocationEvent } from "../../src/evidence/key-lines.ts";
import { trustInLog } from "../../src/evidence/trust-order.ts";
import { ed25519, stranger } from "../support/sample-keys.ts";
import { loggedLines, trustEntry, trustList } from "../support/trust.ts";

const { keyId } = ed25519.publicKey;
const times = ["2026-02-01T00:00:00Z", "2026-04-01T00:00:00Z", "2026-03-01T00:00:00Z"];
const events = times.map((ts, index) => ({ event: "decision.made", ts, run: `r${index}` }));
const lines = loggedLines(events);
const told = loggedLines([
  ...events,
  revocationEvent({ keyId, reason: "lost", revokedAt: "2026-05-01T00:00:00Z" }, "2026-05-02T00:00:00Z"),
]);

test.each([
  ["no revocation", {}, lines, undefined],
  ["the first line at or after it, whatever follows", { revokedAt: "2026-02-15T00:00:00Z" }, lines, 2],
  ["a line of the same moment", { revokedAt: "2026-02-01T01:00:00+01:00" }, lines, 1],
  ["no line that late: all came before", { revokedAt: "2026-06-01T00:00:00Z" }, lines, 4],
  ["a line that tells of it, for a list that does not", {}, told, 4],
  ["a line that tells of another key", { key: stranger.publicKey }, told, undefined],
] as const)("trustInLog() ends a key by %s", (_, over, log, end) => {
  const entry = trustEntry(over);
  expect(trustInLog(trustList(entry), log).order?.endOf(entry)).toBe(end);
});

test("trustInLog() counts lines from 1, knows no others, and no order without a log", () => {
  const { order } = trustInLog(trustList(trustEntry()), lines);
  expect(lines.map((line) => order?.placeOf(line))).toEqual([1, 2, 3]);
  expect(order?.placeOf(told[3]!)).toBeUndefined();
  expect(trustInLog(trustList(), undefined).order).toBeUndefined();
});
