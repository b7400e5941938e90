import { expect, test } from "bun:test";
import { scoreOfVector, severityBand } from "../../src/standards/cvss.ts";

test.each([
  [0, "none"],
  [0.1, "low"],
  [3.9, "low"],
  [4, "medium"],
  [6.9, "medium"],
  [7, "high"],
  [8.9, "high"],
  [9, "critical"],
  [10, "critical"],
] as const)("severityBand(%d) of CVSS 3.0, 3.1 and 4.0 is %s", (score, band) => {
  expect([severityBand(score, "3.0"), severityBand(score, "3.1"), severityBand(score, "4.0")]).toEqual([
    band,
    band,
    band,
  ]);
});

test.each([
  [0, "low"],
  [3.9, "low"],
  [4, "medium"],
  [6.9, "medium"],
  [7, "high"],
  [10, "high"],
] as const)("severityBand(%d) of CVSS 2.0 is %s", (score, band) => {
  expect(severityBand(score, "2.0")).toBe(band);
});

test.each([-0.1, 10.1, Number.NaN, Number.POSITIVE_INFINITY])("severityBand(%d) is refused", (score) => {
  expect(() => severityBand(score, "3.1")).toThrow(RangeError);
  expect(() => severityBand(score, "2.0")).toThrow(RangeError);
});

// Examples of the specifications: CVSS 2.0 §3.3, 3.0 and 3.1 example documents, 4.0 user guide.
test.each([
  ["AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8],
  ["CVSS:2.0/AV:N/AC:L/Au:N/C:C/I:C/A:C", 10],
  ["CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N", 6.4],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
  ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10],
  ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3],
])("scoreOfVector(%s) is %d", (vector, score) => {
  expect(scoreOfVector(vector)).toBe(score);
});

test.each(["", "x", "CVSS:3.1/AV:N", "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N/Z:9", "CVSS:5.0/AV:N", "AV:N/AC:L"])(
  "scoreOfVector(%j) is none",
  (vector) => {
    expect(scoreOfVector(vector)).toBeUndefined();
  },
);
