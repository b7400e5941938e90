import { describe, expect, test } from "bun:test";
import type { Observation } from "../../../../src/domain/vulnerability.ts";
import { observationOf, type Reported } from "../../../../src/ingest/formats/vulnerabilities/observation.ts";

function observe(members: Partial<Reported>): Observation {
  return observationOf({
    id: "GHSA-2222-3333-4444",
    package: { name: "left" },
    tool: "t",
    source: { input: "a.json", pointer: "" },
    ...members,
  });
}

describe("observationOf() tells other names from other flaws", () => {
  const ghsa = "GHSA-5555-6666-7777";
  const cves = ["CVE-2024-10001", "CVE-2024-10002"];
  test.each([
    ["one CVE", "X-1", ["cve-2024-10001", ghsa], { aliases: ["CVE-2024-10001", ghsa] }],
    ["several CVEs", "X-1", [...cves, ghsa], { aliases: [], related: cves }],
    [
      "a CVE has no second CVE",
      "CVE-2024-10001",
      ["CVE-2024-10002", ghsa],
      { aliases: [ghsa], related: ["CVE-2024-10002"] },
    ],
    ["its own id", "CVE-2024-10001", ["CVE-2024-10001", " "], { aliases: [] }],
    ["nothing", "X-1", [], { aliases: [] }],
  ])("%s", (_, id, names, expected) => {
    const { aliases, related } = observe({ id, names });
    expect({ aliases, ...(related !== undefined && { related }) }).toEqual(expected);
  });
});

test("observationOf() takes the worst band only when the word says nothing", () => {
  const cvss = [{ version: "3.1", score: 9.8 }] as const;
  expect(observe({ word: "low", cvss }).severity).toBe("low");
  expect(observe({ word: "dreadful", cvss }).severity).toBe("critical");
  expect(observe({ cvss }).severity).toBe("critical");
  expect(observe({}).severity).toBe("unknown");
});

test("observationOf() makes a title one short line", () => {
  expect(observe({ title: " a\n\tb " }).title).toBe("a b");
  expect(observe({ title: " \n" }).title).toBeUndefined();
  expect(observe({ title: "x".repeat(200_000) }).title).toHaveLength(120);
});

test("observationOf() gives each CWE and each fix once", () => {
  expect(observe({ cwes: ["CWE-79", "cwe-079", "none"], fixedIn: ["1", "1"] })).toMatchObject({
    cwes: ["CWE-79"],
    fixedIn: ["1"],
  });
});
