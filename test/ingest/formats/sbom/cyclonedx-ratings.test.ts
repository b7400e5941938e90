import { describe, expect, test } from "bun:test";
import type { Severity } from "../../../../src/domain/severity.ts";
import { cvssOfRatings, severityOf } from "../../../../src/ingest/formats/sbom/cyclonedx-ratings.ts";

describe("severityOf()", () => {
  test.each<[string, unknown, Severity]>([
    ["no ratings", undefined, "unknown"],
    ["an empty rating", [{}], "unknown"],
    ["the word", [{ severity: "high" }], "high"],
    ["the worst word", [{ severity: "low" }, { severity: "critical" }, { severity: "none" }], "critical"],
    ["a score that is worse than the word", [{ severity: "low" }, { score: 9.8, method: "CVSSv31" }], "critical"],
    ["the word none", [{ severity: "none" }], "info"],
    ["the word unknown beside a score", [{ severity: "unknown" }, { score: 9.8, method: "CVSSv31" }], "critical"],
    ["an odd word", [{ severity: "catastrophic" }], "unknown"],
    [
      "the worst score",
      [
        { score: 3, method: "CVSSv4" },
        { score: 7, method: "CVSSv3" },
      ],
      "high",
    ],
    ["score 0", [{ score: 0, method: "CVSSv31" }], "info"],
    ["CVSS 2, which has no critical", [{ score: 10, method: "CVSSv2" }], "high"],
    ["a score without method", [{ score: 9.5 }], "critical"],
    ["a score of another scale", [{ score: 9.5, method: "OWASP" }], "unknown"],
    ["a score outside the scale", [{ score: 11, method: "CVSSv31" }], "unknown"],
    ["a score as text", [{ score: "9.5", method: "CVSSv31" }], "unknown"],
    ["a vector only", [{ method: "CVSSv31", vector: "CVSS:3.1/AV:N" }], "unknown"],
    ["ratings that are no list", { severity: "high" }, "unknown"],
  ])("by %s", (_, ratings, expected) => {
    expect(severityOf({ ratings })).toBe(expected);
  });
});

describe("cvssOfRatings()", () => {
  test.each<[string, unknown, readonly unknown[]]>([
    ["CVSSv2", { method: "CVSSv2", score: 5, vector: "AV:N" }, [{ version: "2.0", score: 5, vector: "AV:N" }]],
    ["CVSSv3", { method: "CVSSv3", score: 5 }, [{ version: "3.0", score: 5 }]],
    ["CVSSv31", { method: "CVSSv31", score: 5 }, [{ version: "3.1", score: 5 }]],
    ["CVSSv4", { method: "CVSSv4", score: 5 }, [{ version: "4.0", score: 5 }]],
    ["a bare vector", { method: "CVSSv31", vector: "AV:N" }, [{ version: "3.1", vector: "CVSS:3.1/AV:N" }]],
    [
      "a prefix that contradicts",
      { method: "CVSSv3", vector: "CVSS:3.1/AV:N" },
      [{ version: "3.1", vector: "CVSS:3.1/AV:N" }],
    ],
    ["a prefix without method", { vector: "CVSS:4.0/AV:N" }, [{ version: "4.0", vector: "CVSS:4.0/AV:N" }]],
    [
      "the scorer",
      { method: "CVSSv4", score: 1, source: { name: "NVD" } },
      [{ version: "4.0", score: 1, scorer: "NVD" }],
    ],
    ["a score without method", { score: 5 }, []],
    ["another method", { method: "OWASP", score: 5 }, []],
    ["nothing but a method", { method: "CVSSv31", severity: "high" }, []],
  ])("reads %s", (_, rating, expected) => {
    expect(cvssOfRatings({ ratings: [rating] })).toEqual([...expected] as ReturnType<typeof cvssOfRatings>[number][]);
  });
});
