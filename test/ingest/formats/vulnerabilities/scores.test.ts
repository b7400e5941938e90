import { describe, expect, test } from "bun:test";
import { cvssOf, severityOfScore, worstBand } from "../../../../src/ingest/formats/vulnerabilities/scores.ts";

describe("cvssOf()", () => {
  test.each([
    ["a vector tells its version", { vector: "CVSS:3.0/AV:N" }, { version: "3.0", vector: "CVSS:3.0/AV:N" }],
    [
      "and knows better than the tool",
      { version: "3.1", vector: "CVSS:4.0/AV:N" },
      { version: "4.0", vector: "CVSS:4.0/AV:N" },
    ],
    ["a bare vector is 2.0", { vector: "AV:N/AC:L/Au:N" }, { version: "2.0", vector: "AV:N/AC:L/Au:N" }],
    ["a prefixed 2.0", { vector: "CVSS:2.0/AV:N" }, { version: "2.0", vector: "CVSS:2.0/AV:N" }],
    ["a score and a version", { version: "3.1", score: 9.8 }, { version: "3.1", score: 9.8 }],
    ["a short version", { version: "4", score: 1 }, { version: "4.0", score: 1 }],
    ["a score of 0 is a score", { version: "3.1", score: 0 }, { version: "3.1", score: 0 }],
    ["who scored it", { version: "2", score: 5, scorer: "nvd" }, { version: "2.0", score: 5, scorer: "nvd" }],
    ["a score that is none", { version: "3.1", score: 11, vector: "x" }, { version: "3.1", vector: "x" }],
    ["neither score nor vector", { version: "3.1" }, undefined],
    ["no version", { score: 9.8 }, undefined],
    ["a version that nobody knows", { version: "3", score: 9.8 }, undefined],
    ["NaN", { version: "3.1", score: Number.NaN }, undefined],
  ])("%s", (_, given, expected) => {
    expect(cvssOf(given)).toEqual(expected as ReturnType<typeof cvssOf>);
  });
});

test.each([
  [9, "3.1", "critical"],
  [9, "2.0", "high"],
  [0, "3.1", "info"],
  [0, "2.0", "low"],
  [10.1, "3.1", "unknown"],
  [-0.1, "4.0", "unknown"],
  [Number.NaN, "4.0", "unknown"],
] as const)("severityOfScore() of %p in CVSS %s is %s", (score, version, expected) => {
  expect(severityOfScore(score, version)).toBe(expected);
});

test("worstBand() is the worst of several, unknown without a score or with zeros only", () => {
  expect(
    worstBand([
      { version: "3.1", score: 5 },
      { version: "4.0", score: 8 },
      { version: "3.0", vector: "x" },
    ]),
  ).toBe("high");
  expect(worstBand([{ version: "3.1", vector: "x" }])).toBe("unknown");
  expect(worstBand([{ version: "3.1", score: 0 }])).toBe("unknown");
  expect(worstBand([])).toBe("unknown");
});
