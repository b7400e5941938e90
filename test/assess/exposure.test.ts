import { describe, expect, test } from "bun:test";
import { exposureAssessor, exposureRecord } from "../../src/assess/exposure.ts";
import type { Exposed, ExposureFact, PackageExposure } from "../../src/domain/exposure.ts";
import type { Model } from "../../src/domain/model.ts";
import { model, sourceOf, vulnerability } from "../support/build.ts";

const path = [{ resource: "internet" }, { resource: "Deployment/web", how: "is selected by it" }];

function fact(exposed: Exposed, basis: ExposureFact["basis"] = "deployment"): ExposureFact {
  const target = {
    kind: "workload",
    name: "Deployment/web",
    images: ["web:1"],
    labels: [],
    source: sourceOf("k8s.yaml"),
  } as const;
  return { target, exposed, path, why: "is selected by it", basis };
}

const exposure = (value: Exposed): PackageExposure => ({
  value,
  target: "Deployment/web",
  basis: "deployment",
  why: "why",
  path,
});

const kev = { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: true };
const options = exposureAssessor.options.parse(undefined);

function statuses(over: Partial<Model>, chosen = options) {
  const { results } = exposureAssessor.assess(model(over), chosen);
  return Object.fromEntries(results.map((one) => [one.rule, one.status]));
}

describe("exposure/open-vulnerability", () => {
  test.each([
    ["a critical one that is exposed", { severity: "critical", exposed: exposure("yes") }, "fail"],
    ["a high one that is exposed", { severity: "high", exposed: exposure("yes") }, "pass"],
    ["a known exploited one that is exposed", { severity: "low", kev, exposed: exposure("yes") }, "fail"],
    ["a critical one of which it is not told", { severity: "critical", exposed: exposure("unknown") }, "pass"],
    ["a critical one that is closed", { severity: "critical", exposed: exposure("no") }, "pass"],
    ["a critical one that nothing speaks for", { severity: "critical" }, "not_applicable"],
    [
      "one that is not open",
      { severity: "critical", state: "not_affected", exposed: exposure("yes") },
      "not_applicable",
    ],
  ] as const)("%s: %s", (_, over, expected) => {
    expect(
      statuses({ exposures: [fact("yes")], vulnerabilities: [vulnerability(over)] })["exposure/open-vulnerability"],
    ).toBe(expected);
  });

  test("takes its limit from the overlay and shows the path, what is exploited first", () => {
    const vulnerabilities = [
      vulnerability({ severity: "critical", exposed: exposure("yes") }),
      vulnerability({ id: "CVE-2021-44228", severity: "high", kev, exposed: exposure("yes") }),
    ];
    const [result] = exposureAssessor.assess(model({ exposures: [fact("yes")], vulnerabilities }), {
      ...options,
      fail_on: "high",
    }).results;
    expect([result?.count, result?.threshold, result?.evidence[0]?.id]).toEqual([
      2,
      "exposure.fail_on = high",
      "CVE-2021-44228 in pkg:npm/lodash@4.17.20",
    ]);
    expect(result?.evidence[0]?.what).toContain("reached by internet → Deployment/web (is selected by it)");
  });
});

test("exposure/contradiction names both sides", () => {
  const contradictions = [{ subject: "web", states: fact("no", "design"), against: fact("yes") }];
  const links = { joins: [], contradictions, unjoined: [] };
  expect(statuses({ exposures: [fact("yes")], exposureLinks: links })["exposure/contradiction"]).toBe("fail");
  expect(statuses({ exposures: [fact("yes")] })["exposure/contradiction"]).toBe("pass");
});

test.each([
  ["what is deployed", { exposures: [fact("unknown")] }, "unknown"],
  ["what is stated alone", { exposures: [fact("unknown", "design")] }, "pass"],
  [
    "what is vulnerable",
    {
      exposures: [fact("unknown", "design")],
      vulnerabilities: [vulnerability({ severity: "critical", exposed: exposure("unknown") })],
    },
    "unknown",
  ],
  ["nothing", { exposures: [] }, "not_applicable"],
] as const)("exposure/unknown of %s: %s", (_, over, expected) => {
  expect(statuses(over)["exposure/unknown"]).toBe(expected);
});

test("the section has the facts, their paths and what they speak for", () => {
  const yes = fact("yes");
  const join = { fact: yes, by: "image", of: "sbom", to: "a.json" } as const;
  const record = exposureRecord(
    model({
      exposures: [yes, fact("unknown")],
      exposureLinks: { joins: [join], contradictions: [], unjoined: ["Deployment/api"] },
      vulnerabilities: [vulnerability({ severity: "critical", kev, exposed: exposure("yes") }), vulnerability()],
    }),
  );
  expect(record.counts).toEqual({ yes: 1, no: 0, unknown: 1 });
  expect(record.targets[0]).toMatchObject({
    target: "Deployment/web",
    exposed: "yes",
    path,
    speaks_for: [{ sbom: "a.json", by: "image" }],
  });
  expect(record.open_vulnerabilities).toMatchObject({
    exposed: { critical: 1 },
    exposed_known_exploited: 1,
    not_joined: 1,
  });
  expect(exposureAssessor.assess(model(), options).section.status).toBe("not_evaluated");
});
