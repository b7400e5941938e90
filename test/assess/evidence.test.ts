import { describe, expect, test } from "bun:test";
import { findingEvidence, vulnerabilityEvidence } from "../../src/assess/evidence.ts";
import { correlated, observation, vulnerability } from "../support/build.ts";

describe("vulnerabilityEvidence()", () => {
  test("says what, how bad, who saw it, and where", () => {
    const seen = [observation({ source: { input: "a.json", pointer: "/1" } }), observation({ tool: "trivy" })];
    const one = vulnerability({ cvss: [{ version: "4.0" }, { version: "3.1", score: 9.8 }], observations: seen });
    expect(vulnerabilityEvidence(one, "known exploited")).toEqual({
      id: "CVE-2021-0001 in pkg:npm/lodash@4.17.20",
      what: "CVE-2021-0001 (high) in pkg:npm/lodash@4.17.20: known exploited, CVSS 3.1 9.8, seen by grype, trivy",
      where: "a.json#/1",
      fix: "no fixed version of lodash is known: remove it, or state in VEX why CVE-2021-0001 does not affect you",
    });
  });

  test("tells a package that no SBOM lists", () => {
    expect(vulnerabilityEvidence(vulnerability({ inSbom: false })).what).toContain("not in the SBOM");
  });

  test.each<[readonly string[], string]>([
    [["4.17.21"], "upgrade lodash to 4.17.21"],
    [["4.17.21", "5.0.0"], "upgrade lodash to 4.17.21 or 5.0.0"],
  ])("fixes with %j", (fixedIn, fix) => {
    expect(vulnerabilityEvidence(vulnerability({ fixedIn })).fix).toBe(fix);
  });
});

describe("findingEvidence()", () => {
  test("says rule, severity, message and place", () => {
    expect(findingEvidence(correlated({ message: "line\none" }))).toMatchObject({
      what: "js/xss (high): line one",
      where: "src/app.ts:12",
    });
  });

  test.each([157, 158, 159, 160, 161])("cuts a message with an emoji at %d into well-formed text", (at) => {
    const { what } = findingEvidence(correlated({ message: `${"x".repeat(at)}\u{1F600}${"y".repeat(50)}` }));
    expect(what.isWellFormed()).toBe(true);
    expect(what).toHaveLength("js/xss (high): ".length + 160);
  });
});
