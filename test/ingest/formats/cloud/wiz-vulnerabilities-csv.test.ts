import { describe, expect, test } from "bun:test";
import { wizVulnerabilitiesCsv } from "../../../../src/ingest/formats/cloud/wiz-vulnerabilities-csv.ts";

describe("wizVulnerabilitiesCsv.detect()", () => {
  test.each([
    ["vulnerabilities", "ID,WizURL,Name,FindingStatus,DetailedName,AssetName", true],
    ["issues", "Title,Severity,Status,Control ID,Issue ID", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(wizVulnerabilitiesCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
