import { describe, expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { baselineOfReports } from "../../src/pipeline/reports.ts";
import { codeOf } from "../support/code-of.ts";
import { inputOf } from "../support/input.ts";
import { smallFacts, smallSbom, smallScan } from "../support/reports.ts";

const setting = { ...smallFacts([smallSbom]), limits: { maxDepth: 128, maxUnpacked: 1_000_000 } };
const one = smallScan({ "CVE-2021-0001": "High" }, "one.json");
const two = smallScan({ "CVE-2021-0002": "Low" }, "two.json");

describe("baselineOfReports()", () => {
  test("of one report is named as it is, and knows what it says", () => {
    const baseline = baselineOfReports([one], setting);
    expect(baseline).toMatchObject({ name: "one.json", sha256: one.sha256, inputs: [one.sha256] });
    expect(baseline.vulnerabilities.map(({ id, isOpen }) => [id, isOpen])).toEqual([["CVE-2021-0001", true]]);
    expect(baseline).not.toHaveProperty("run");
  });

  test("of several is named by their number, and by a digest of names and digests", () => {
    const baseline = baselineOfReports([one, two], setting);
    const names = `${one.sha256}  one.json\n${two.sha256}  two.json\n`;
    expect([baseline.name, baseline.sha256]).toEqual(["2 reports", createHash("sha256").update(names).digest("hex")]);
    expect(baseline.vulnerabilities.map(({ id }) => id)).toEqual(["CVE-2021-0001", "CVE-2021-0002"]);
  });

  test("does not depend on the order of the reports", () => {
    expect(baselineOfReports([two, one], setting)).toEqual(baselineOfReports([one, two], setting));
  });

  test("throws the fault of a report", () => {
    expect(codeOf(() => baselineOfReports([inputOf("x.json", "null")], setting))).toStartWith("INPUT_");
  });
});
