import { describe, expect, test } from "bun:test";
import { baselineOf, compareWithBaseline } from "../../src/correlate/baseline.ts";
import type { CorrelatedFinding } from "../../src/domain/finding.ts";
import type { Vulnerability } from "../../src/domain/vulnerability.ts";
import { correlated, inputFile, model, packageRef, vulnerability } from "../support/build.ts";

const about = { name: "earlier", sha256: "ab", inputs: [] };
const app = { name: "shop" };

function compared(before: readonly Vulnerability[], after: readonly Vulnerability[]) {
  return compareWithBaseline(
    model({ vulnerabilities: after }),
    baselineOf(model({ vulnerabilities: before }), about),
    app,
  );
}

const flaw = vulnerability({ id: "CVE-2021-0001", package: packageRef("pkg:npm/lodash@4.17.20") });

describe("compareWithBaseline() of vulnerabilities", () => {
  test.each<[string, Partial<Vulnerability>, Partial<Vulnerability>, string]>([
    ["the same one", {}, {}, "unchanged"],
    ["one in a later version that does not fix it", {}, { package: packageRef("pkg:npm/lodash@4.17.21") }, "unchanged"],
    [
      "one that is told by another name",
      { aliases: ["GHSA-aaaa-bbbb-cccc"] },
      { id: "GHSA-aaaa-bbbb-cccc" },
      "unchanged",
    ],
    ["one in another package", {}, { package: packageRef("pkg:npm/lodash-es@4.17.20") }, "new"],
    ["another one in the package", {}, { id: "CVE-2021-0002" }, "new"],
    ["one that VEX had closed", { state: "not_affected" }, {}, "reopened"],
    ["one that is closed and stays so", { state: "not_affected" }, { state: "not_affected" }, "unchanged"],
    ["one that VEX closes now", {}, { state: "not_affected" }, "closed"],
    ["one in triage", { state: "in_triage" }, {}, "unchanged"],
    ["one that is worse now", { severity: "low" }, { severity: "critical" }, "worsened"],
    ["one that is milder now", { severity: "critical" }, { severity: "low" }, "unchanged"],
    ["one that nobody scores any more", { severity: "high" }, { severity: "unknown" }, "worsened"],
  ])("%s", (_, before, after, change) => {
    const { vulnerabilities } = compared([{ ...flaw, ...before }], [{ ...flaw, ...after }]);
    expect(vulnerabilities[0]?.change).toBe(change as "new");
  });

  test("lists what is gone or fixed, once, and not what was closed before", () => {
    const other = { ...flaw, id: "CVE-2021-0002", state: "suppressed" } as const;
    expect(compared([flaw, flaw, other], []).baseline).toEqual({
      name: "earlier",
      sha256: "ab",
      shared: [],
      fixed: { vulnerabilities: ["CVE-2021-0001 in pkg:npm/lodash@4.17.20"], findings: [] },
    });
    expect(compared([flaw], [{ ...flaw, state: "fixed" }]).baseline?.fixed.vulnerabilities).toHaveLength(1);
    expect(compared([flaw], [{ ...flaw, state: "not_affected" }]).baseline?.fixed.vulnerabilities).toEqual([]);
  });

  test("takes one known one for one only: a second version of the package is new", () => {
    const second = { ...flaw, package: packageRef("pkg:npm/lodash@4.17.19") };
    expect(compared([flaw], [second, flaw]).vulnerabilities.map((one) => one.change)).toEqual(["new", "unchanged"]);
  });

  test("knows an RPM by whichever name its vendor is given", () => {
    const under = (vendor: string) => ({ ...flaw, package: packageRef(`pkg:rpm/${vendor}/openssl@1.1.1`) });
    expect(compared([under("rhel")], [under("redhat")]).vulnerabilities[0]?.change).toBe("unchanged");
  });

  test("knows packages without a purl by their name", () => {
    const plain = { ...flaw, package: { name: "@scope/lib", version: "1" } };
    const { vulnerabilities } = compared([plain], [{ ...plain, package: { name: "@scope/lib", version: "2" } }]);
    expect(vulnerabilities[0]?.change).toBe("unchanged");
  });
});

describe("compareWithBaseline() of findings", () => {
  const comparedFindings = (before: readonly CorrelatedFinding[], after: readonly CorrelatedFinding[]) =>
    compareWithBaseline(model({ findings: after }), baselineOf(model({ findings: before }), about), app);

  test("goes by the fingerprint", () => {
    const now = comparedFindings([correlated()], [correlated(), correlated({ fingerprint: "b" })]);
    expect(now.findings.map((one) => one.change)).toEqual(["unchanged", "new"]);
  });

  test("tells what was reopened and what is gone", () => {
    const now = comparedFindings(
      [correlated({ state: "suppressed" }), correlated({ fingerprint: "b" })],
      [correlated()],
    );
    expect(now.findings[0]?.change).toBe("reopened");
    expect(now.baseline?.fixed.findings).toEqual(["codeql js/xss (b)"]);
  });
});

describe("compareWithBaseline() of the baseline itself", () => {
  const run = { asOf: "2026-01-01T00:00:00Z", verdict: "GO", app: { name: "other" } } as const;
  const base = { ...about, run, inputs: ["aa", "bb"], vulnerabilities: [], findings: [] };

  test("tells another application, when both are named", () => {
    expect(compareWithBaseline(model(), base, app).baseline?.otherApp).toBe("other");
    expect(compareWithBaseline(model(), base, {}).baseline?.otherApp).toBeUndefined();
    expect(compareWithBaseline(model(), base, { name: "other" }).baseline?.otherApp).toBeUndefined();
  });

  test("tells scans that both were made of", () => {
    const inputs = [
      inputFile({ name: "scan.json", sha256: "aa" }),
      inputFile({ name: "sbom.json", sha256: "bb", kinds: ["sbom"] }),
    ];
    expect(compareWithBaseline(model({ inputs }), base, app).baseline?.shared).toEqual(["scan.json"]);
  });
});
