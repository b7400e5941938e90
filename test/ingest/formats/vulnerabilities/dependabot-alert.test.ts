import { describe, expect, test } from "bun:test";
import { ofGraph, ofRest } from "../../../../src/ingest/formats/vulnerabilities/dependabot-alert.ts";

const rest = {
  state: "open",
  dependency: { package: { ecosystem: "npm", name: "lodash" } },
  security_advisory: { ghsa_id: "GHSA-aaaa-bbbb-cccc", cve_id: "CVE-2024-0001" },
};

const graph = {
  securityVulnerability: {
    package: { ecosystem: "PIP", name: "requests" },
    advisory: {
      identifiers: [
        { type: "CVE", value: "CVE-2024-0002" },
        { type: "GHSA", value: "GHSA-x" },
      ],
    },
  },
};

describe("ofRest()", () => {
  test("puts GitHub's own id first", () => {
    const alert = ofRest(rest);
    expect([alert?.id, alert?.names?.[0], alert?.package.purl]).toEqual([
      "GHSA-aaaa-bbbb-cccc",
      "CVE-2024-0001",
      "pkg:npm/lodash",
    ]);
  });

  test.each([
    ["no package", { ...rest, dependency: {} }],
    ["no id", { ...rest, security_advisory: {} }],
    ["no object", null],
  ])("cannot use an alert with %s", (_, alert) => {
    expect(ofRest(alert)).toBeUndefined();
  });

  test.each([
    ["open", undefined],
    ["fixed", undefined],
    ["dismissed", { kind: "tool", rule: "state dismissed", justification: "not_used: dev only" }],
    ["auto_dismissed", { kind: "tool", rule: "state auto_dismissed", justification: "not_used: dev only" }],
  ])("of the state %s is set aside as %j", (state, expected) => {
    const alert = { ...rest, state, dismissed_reason: "not_used", dismissed_comment: "dev only" };
    expect<unknown>(ofRest(alert)?.suppression).toEqual(expected);
  });

  test("takes each vector once, and a score of 0 for none", () => {
    const vector_string = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
    const advisory = {
      ...rest.security_advisory,
      cvss: { vector_string, score: 0 },
      cvss_severities: { cvss_v3: { vector_string, score: 9.8 }, cvss_v4: { vector_string: null, score: 0 } },
    };
    const alert = ofRest({ ...rest, security_advisory: advisory });
    expect(alert?.cvss?.map(({ version, score }) => [version, score])).toEqual([["3.1", 9.8]]);
  });

  test.each([
    [{ percentage: 0.2 }, 0.2],
    [[{ percentage: 0.1 }, { percentage: 0.3 }], 0.3],
    [{ percentage: 12 }, undefined],
    [undefined, undefined],
  ])("reads the probability of %j as %p", (epss, expected) => {
    expect(ofRest({ ...rest, security_advisory: { ...rest.security_advisory, epss } })?.epss).toBe(expected);
  });
});

describe("ofGraph()", () => {
  test("puts GitHub's own id first", () => {
    const alert = ofGraph(graph);
    expect([alert?.id, alert?.names, alert?.state]).toEqual(["GHSA-x", ["CVE-2024-0002"], "open"]);
  });

  test.each([
    ["= 1.2.3", "1.2.3"],
    [">= 1.2.3", undefined],
    ["= 1.2.3, < 2", undefined],
  ])("of the requirement %s has the version %p", (vulnerableRequirements, version) => {
    expect(ofGraph({ ...graph, vulnerableRequirements })?.package.version).toBe(version);
  });

  test("takes a date of dismissal for the state", () => {
    const alert = ofGraph({ ...graph, dismissedAt: "2024-01-01T00:00:00Z", dismissReason: "no bandwidth" });
    expect([alert?.state, alert?.suppression?.justification]).toEqual(["dismissed", "no bandwidth"]);
  });
});
