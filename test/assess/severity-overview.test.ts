import { describe, expect, test } from "bun:test";
import { setAside, severityOverview } from "../../src/assess/severity-overview.ts";
import type { Model } from "../../src/domain/model.ts";
import { correlated, inputFile, model, vulnerability } from "../support/build.ts";

const sectionOf = (over: Partial<Model>) => severityOverview.assess(model(over), undefined).section;

describe("severityOverview", () => {
  test.each([
    ["nothing", []],
    ["a KEV catalogue", [inputFile({ format: "cisa-kev-json", isPublicRecord: true })]],
    ["an SBOM", [inputFile({ kinds: ["sbom"], format: "spdx-2-json" })]],
  ])("is not evaluated with %s", (_, inputs) => {
    expect(sectionOf({ inputs })).toMatchObject({ status: "not_evaluated" });
  });

  test.each<[string, Partial<Model>, string]>([
    ["none when nothing is open", {}, "none"],
    ["none when all is closed", { vulnerabilities: [vulnerability({ state: "fixed" })] }, "none"],
    [
      "unknown when only unscored items are open",
      { vulnerabilities: [vulnerability({ severity: "unknown" })] },
      "unknown",
    ],
    ["low, which is not none", { vulnerabilities: [vulnerability({ severity: "low" })] }, "low"],
    [
      "the worst of both sources",
      { vulnerabilities: [vulnerability({ severity: "low" })], findings: [correlated({ severity: "critical" })] },
      "critical",
    ],
  ])("has as the highest %s", (_, over, highest) => {
    expect(sectionOf(over)["highest"]).toBe(highest);
  });

  test("counts by source, and what is set aside", () => {
    const section = sectionOf({
      vulnerabilities: [vulnerability(), vulnerability({ state: "not_affected" })],
      findings: [correlated(), correlated({ state: "suppressed" })],
    });
    expect(section).toMatchObject({
      counts: { high: 2 },
      sources: { sarif: { high: 1 }, cve: { high: 1 } },
      set_aside: { sarif: 1, cve: 1 },
    });
  });
});

test("setAside() counts what is closed, and what of it is known to be exploited", () => {
  const kev = { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: true };
  const vulnerabilities = [
    vulnerability({ state: "not_affected", kev }),
    vulnerability({ state: "suppressed" }),
    vulnerability(),
  ];
  const findings = [correlated({ state: "suppressed" }), correlated()];
  expect(setAside(model({ vulnerabilities, findings }))).toEqual({
    findings: 1,
    vulnerabilities: 2,
    known_exploited: 1,
  });
});
