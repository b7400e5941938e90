import { describe, expect, test } from "bun:test";
import { readCli, readSimple } from "../../../../src/ingest/formats/vulnerabilities/jfrog-cli.ts";

const origin = { name: "scan.json", sha256: "0".repeat(64) };
const issue = { issue_id: "XRAY-1", severity: "High", components: { "npm://lodash:4.17.20": {} } };

describe("readCli()", () => {
  test("keeps one observation for each component, once", () => {
    const scan = { scan_id: "s", vulnerabilities: [issue], violations: [{ ...issue, type: "security" }] };
    const { items, accounts } = readCli([scan], origin);
    expect(items.observations?.map(({ source }) => source.pointer)).toEqual(["/0/vulnerabilities/0"]);
    expect(accounts[0]).toMatchObject({ items: "matches", raw: 2, kept: 1 });
  });

  test.each([
    ["completed", { scan_id: "s", status: "completed" }, 0],
    ["of no status", { scan_id: "s", vulnerabilities: [] }, 0],
    ["that failed", { scan_id: "s", vulnerabilities: [], status: "failed" }, 1],
    ["unreadable", 3, 1],
    ["with a list that is none", { scan_id: "s", status: "completed", violations: {} }, 1],
    ["with an issue in no component", { scan_id: "s", vulnerabilities: [{ issue_id: "XRAY-1" }] }, 1],
  ])("of a scan %s has that many doubts", (_, scan, doubts) => {
    expect(readCli([scan], origin).coverage.doubts).toHaveLength(doubts);
  });

  test("of licences alone has no list of vulnerabilities", () => {
    expect(readCli([{ scan_id: "s", licenses: [{}] }], origin).items.observations).toBeUndefined();
    expect(readCli([{ scan_id: "s", violations: [] }], origin).items.observations).toEqual([]);
  });

  test("leaves issues that are not about security out", () => {
    const { accounts } = readCli([{ scan_id: "s", violations: [{ ...issue, type: "license" }] }], origin);
    expect(accounts.find(({ items }) => items === "violations")).toMatchObject({ raw: 1, kept: 0 });
  });
});

describe("readSimple()", () => {
  test.each([
    [{ impactedPackageType: "npm" }, "lodash", "lodash", "pkg:npm/lodash@1"],
    [{}, "lodash", "lodash", undefined],
    [{ impactedPackageType: "Debian" }, "debian:bookworm:openssh", "openssh", undefined],
  ])("of %j and the name %s is the package %s with the purl %p", (members, impactedPackageName, name, purl) => {
    const one = { issueId: "XRAY-1", impactedPackageName, impactedPackageVersion: "1", ...members };
    const [found] = readSimple({ vulnerabilities: [one], securityViolations: null }, origin).items.observations ?? [];
    expect([found?.package.name, found?.package.purl]).toEqual([name, purl]);
  });

  test("never repeats a secret", () => {
    const secrets = [{ ruleId: "REQ.SECRET", file: "a.env", startLine: 2, snippet: "hunter2", finding: "hunter2" }];
    const { items } = readSimple({ vulnerabilities: [], securityViolations: [], secrets }, origin);
    expect(items.findings?.[0]).toMatchObject({ ruleId: "REQ.SECRET", location: { file: "a.env", line: 2 } });
    expect(JSON.stringify(items)).not.toContain("hunter2");
  });

  test.each([
    ["names nothing", {}, 1],
    ["met an error", { errors: [{ errorMessage: "no" }] }, 2],
    ["has an issue without a package", { vulnerabilities: [{ issueId: "XRAY-1" }] }, 2],
    ["has a finding without a rule", { sast: [{}] }, 2],
  ])("that %s has that many doubts", (_, report, doubts) => {
    expect(readSimple(report, origin).coverage.doubts).toHaveLength(doubts);
  });
});
