import { describe, expect, test } from "bun:test";
import { wizCsv } from "../../../../src/ingest/formats/cloud/wiz-csv.ts";

describe("wizCsv.detect()", () => {
  test.each([
    ["issues", "Title,Severity,Status,Control ID,Issue ID", true],
    ["vulnerabilities", "ID,WizURL,Name,FindingStatus,DetailedName,AssetName", false],
    ["any issues", "Title,Severity,Status,ID", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(wizCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
