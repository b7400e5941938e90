import { describe, expect, test } from "bun:test";
import { clears, doubtOf, timeOf } from "../../src/correlate/vex-doubts.ts";
import { defaultVexOptions, type VexOptions, type VexStatement, vexStatuses } from "../../src/domain/vex.ts";
import { statement, unjustified } from "../support/build.ts";

const asOf = "2026-08-25T12:00:00Z";
const old = "2026-08-15T12:00:00Z";

describe("doubtOf() is expired, doubtful or nothing for", () => {
  test.each<[string, VexStatement, Partial<VexOptions>, boolean | undefined]>([
    ["a reasoned statement", statement(), {}, undefined],
    ["one without a reason", unjustified(), {}, false],
    ["fixed without a reason", unjustified({ status: "fixed" }), {}, undefined],
    ["affected without a reason", unjustified({ status: "affected" }), {}, undefined],
    ["one from the future", statement({ timestamp: "2026-08-25T12:00:01Z" }), {}, false],
    ["one of the last day that counts", statement({ timestamp: old }), { max_age_days: 10 }, undefined],
    ["one that is a second older", statement({ timestamp: "2026-08-15T11:59:59Z" }), { max_age_days: 10 }, true],
    ["one without a date where age counts", statement(), { max_age_days: 10 }, true],
    [
      "affected, however old",
      statement({ status: "affected", timestamp: "2000-01-01T00:00:00Z" }),
      { max_age_days: 1 },
      undefined,
    ],
    [
      "one on the last day",
      statement(),
      { expiry: [{ vulnerability: "CVE-2021-0001", until: "2026-08-25" }] },
      undefined,
    ],
    ["one after it", statement(), { expiry: [{ vulnerability: "CVE-2021-0001", until: "2026-08-24" }] }, true],
    [
      "one by an alias",
      statement({ aliases: ["GHSA-a"] }),
      { expiry: [{ vulnerability: "GHSA-a", until: "2020-01-01" }] },
      true,
    ],
    [
      "one whose last day is no date",
      statement(),
      { expiry: [{ vulnerability: "CVE-2021-0001", until: "soon" }] },
      true,
    ],
    ["another vulnerability", statement(), { expiry: [{ vulnerability: "CVE-2", until: "2020-01-01" }] }, undefined],
  ])("%s", (_, given, options, isExpired) => {
    expect(doubtOf(given, asOf, { ...defaultVexOptions, ...options })?.isExpired).toBe(isExpired as boolean);
  });
});

test("clears() is true for what sets aside", () => {
  expect(vexStatuses.map((status) => clears({ status }))).toEqual([true, false, true, false]);
});

test("timeOf() is 0 for no date", () => {
  expect([timeOf({}), timeOf({ timestamp: "x" }), timeOf({ timestamp: "1970-01-01T00:00:01Z" })]).toEqual([0, 0, 1000]);
});
