import { describe, expect, test } from "bun:test";
import { crosswalkAssessor } from "../../src/assess/crosswalk.ts";
import type { Model } from "../../src/domain/model.ts";
import { component, correlated, design, model, sbomDocument, vulnerability } from "../support/build.ts";

function assessed(over: Partial<Model>) {
  const { section, results } = crosswalkAssessor.assess(model(over), undefined);
  return { section, status: results[0]?.status, message: results[0]?.message };
}

describe("crosswalk/unlisted-packages", () => {
  const documents = [sbomDocument()];
  const stranger = vulnerability({ inSbom: false });

  test.each<[string, Partial<Model>, string]>([
    ["does not apply without an SBOM", { vulnerabilities: [stranger] }, "not_applicable"],
    ["passes when every package is listed", { documents, vulnerabilities: [vulnerability()] }, "pass"],
    ["fails when one is not", { documents, vulnerabilities: [stranger] }, "fail"],
  ])("%s", (_, over, status) => {
    expect(assessed(over).status).toBe(status as "pass");
  });

  test.each([
    [1, "1 vulnerability is in packages that no SBOM lists"],
    [2, "2 vulnerabilities are in packages that no SBOM lists"],
  ])("counts %d", (count, message) => {
    const vulnerabilities = Array.from({ length: count }, () => stranger);
    expect(assessed({ documents, vulnerabilities })).toMatchObject({
      message,
      section: { packages_not_in_sbom: ["pkg:npm/lodash@4.17.20"] },
    });
  });
});

test("crosswalkAssessor without a design is degraded and says why", () => {
  expect(assessed({ vulnerabilities: [vulnerability()] }).section).toMatchObject({
    status: "degraded",
    rows: [],
    vulnerabilities_without_design: 1,
  });
});

test("crosswalkAssessor writes each link with the reason why it holds", () => {
  const [to, one, found] = [component(), vulnerability(), correlated()];
  const row = {
    design: design(),
    sboms: ["sbom.json"],
    components: [{ to, by: "purl" as const }],
    vulnerabilities: [{ to: one, by: "purl" as const }],
    findings: [{ to: found, by: "path" as const }],
  };
  expect(assessed({ design: [design()], crosswalk: [row], vulnerabilities: [one] }).section).toEqual({
    status: "evaluated",
    rows: [
      {
        design: "payments-api",
        sboms: ["sbom.json"],
        components: [{ component: "pkg:npm/lodash@4.17.20", by: "purl" }],
        vulnerabilities: [{ vulnerability: "CVE-2021-0001 in pkg:npm/lodash@4.17.20", by: "purl" }],
        findings: [{ fingerprint: "0123456789abcdef0123", by: "path" }],
      },
    ],
    vulnerabilities_without_design: 0,
    packages_not_in_sbom: [],
  });
});
