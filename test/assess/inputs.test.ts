import { describe, expect, test } from "bun:test";
import { inputsAssessor } from "../../src/assess/inputs.ts";
import type { InputFile, InputKind } from "../../src/domain/input-file.ts";
import type { Model } from "../../src/domain/model.ts";
import { advisory, inputFile, model } from "../support/build.ts";

const sbom = inputFile({ name: "sbom.json", kinds: ["sbom"], format: "cyclonedx-json" });
const grype = inputFile();
const sarif = inputFile({ name: "scan.sarif", kinds: ["sarif"], format: "sarif" });
const kev = inputFile({ name: "kev.json", format: "cisa-kev-json", isPublicRecord: true });
const nvd = inputFile({
  name: "nvd.json",
  format: "nvd-cve-json",
  isPublicRecord: true,
  accounts: [{ items: "CVE records", raw: 1, kept: 1, notApplicable: [] }],
});
const disclosure = inputFile({ name: "vdr.json", kinds: ["sbom", "cve"], format: "cyclonedx-json" });

function statusOf(rule: string, over: Partial<Model>, required?: readonly InputKind[]) {
  const options = inputsAssessor.options.parse(required === undefined ? {} : { required });
  return inputsAssessor.assess(model(over), options).results.find((result) => result.rule === rule);
}

describe("inputs/required", () => {
  test.each<[string, readonly InputFile[], readonly InputKind[], string]>([
    ["passes when all are there", [sbom, grype], ["sbom", "cve"], "pass"],
    ["passes when nothing is required", [], [], "pass"],
    ["fails without an SBOM", [grype], ["sbom"], "fail"],
    ["does not take a KEV catalogue for a scan", [sbom, kev], ["sbom", "cve"], "fail"],
    ["does not take NVD records for a scan", [nvd], ["cve"], "fail"],
    ["takes vulnerabilities in an SBOM for a scan", [disclosure], ["sbom", "cve"], "pass"],
    ["does not take findings for a scan of dependencies", [sarif], ["cve"], "fail"],
    ["does not take a scan of dependencies for findings", [grype], ["sarif"], "fail"],
  ])("%s", (...row) => {
    const [, inputs, required, status] = row;
    expect(statusOf("inputs/required", { inputs }, required)?.status).toBe(status as "pass");
  });

  test("names each that is missing", () => {
    const result = statusOf("inputs/required", { inputs: [] }, ["sbom", "cve"]);
    expect(result).toMatchObject({ count: 2, threshold: "inputs.required = [sbom, cve]" });
    expect(result?.evidence.map((item) => item.id)).toEqual(["sbom", "cve"]);
  });

  test("asks for an SBOM unless told otherwise", () => {
    expect(inputsAssessor.options.parse(undefined)).toEqual({ required: ["sbom"], scan_max_age_days: 30 });
  });
});

describe("inputs/scan", () => {
  test.each<[string, readonly InputFile[], string]>([
    ["a vulnerability scan", [grype], "pass"],
    ["findings", [sarif], "pass"],
    ["an SBOM that was given as a vulnerability report", [disclosure], "pass"],
    ["an SBOM", [sbom], "fail"],
    ["a KEV catalogue", [sbom, kev], "fail"],
    ["NVD records", [nvd], "fail"],
    ["nothing", [], "fail"],
  ])("with %s", (_, inputs, status) => {
    expect(statusOf("inputs/scan", { inputs })?.status).toBe(status as "pass");
  });
});

describe("inputs/trust", () => {
  test("is unknown for every doubt of every input", () => {
    const doubtful = { ...grype, coverage: { doubts: ["no target", "no tool"] } };
    expect(statusOf("inputs/trust", { inputs: [sbom, doubtful] })).toMatchObject({
      status: "unknown",
      count: 2,
      message: "2 reasons to doubt the inputs",
    });
  });

  test("passes without a doubt", () => {
    expect(statusOf("inputs/trust", { inputs: [sbom] })?.status).toBe("pass");
  });
});

describe("inputs/advisories", () => {
  test.each<[string, Partial<Model>, string]>([
    ["does not apply without NVD records", { inputs: [grype] }, "not_applicable"],
    ["passes when all are placed", { inputs: [grype, nvd] }, "pass"],
    ["is unknown for one that nobody reported", { inputs: [nvd], unplacedAdvisories: [advisory()] }, "unknown"],
  ])("%s", (_, over, status) => {
    expect(statusOf("inputs/advisories", over)?.status).toBe(status as "pass");
  });
});

describe("inputs/scan-age", () => {
  const scan = (coverage: Partial<InputFile["coverage"]>, over: Partial<InputFile> = {}) =>
    inputFile({ kinds: ["cve"], format: "grype-json", ...over, coverage: { doubts: [], ...coverage } });
  const asOf = "2026-08-25T12:00:00Z";

  test.each<[string, readonly InputFile[], string]>([
    ["a fresh database", [scan({ databaseDate: "2026-08-24T00:00:00Z" })], "pass"],
    ["a report of 31 days", [scan({ generatedAt: "2026-07-25T00:00:00Z" })], "unknown"],
    [
      "a fresh report with an old database",
      [scan({ generatedAt: "2026-08-25T00:00:00Z", databaseDate: "2015-01-01T00:00:00Z" })],
      "unknown",
    ],
    ["a database of a day later, as clocks differ", [scan({ databaseDate: "2026-08-26T12:00:00Z" })], "pass"],
    ["a database of the day after", [scan({ databaseDate: "2026-08-26T12:00:01Z" })], "unknown"],
    [
      "an old database in a report from the future",
      [scan({ generatedAt: "2099-01-01T00:00:00Z", databaseDate: "2015-01-01T00:00:00Z" })],
      "unknown",
    ],
    ["a scan without a date", [scan({})], "not_applicable"],
    ["a date that cannot be read", [scan({ databaseDate: "yesterday" })], "unknown"],
    [
      "a date that cannot be read beside a fresh one",
      [scan({ databaseDate: "garbage 1", generatedAt: "2026-08-24T00:00:00Z" })],
      "unknown",
    ],
    ["a fresh date as Go prints it", [scan({ generatedAt: "2026-08-24 10:11:12.5 +0000 UTC" })], "pass"],
    ["an old SBOM", [scan({ generatedAt: "2015-01-01T00:00:00Z" }, { kinds: ["sbom"] })], "not_applicable"],
  ])("of %s", (_, inputs, status) => {
    expect(statusOf("inputs/scan-age", { inputs, asOf })?.status).toBe(status as "pass");
  });
});
