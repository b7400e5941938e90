import { describe, expect, test } from "bun:test";
import { genericCsv } from "../../../../src/ingest/formats/cloud/generic-csv.ts";

describe("genericCsv.detect()", () => {
  test.each([
    ["the usual columns", "Date,Title,CweId,Url,Severity,Description,Mitigation,Impact,Active,Verified", true],
    ["space before a name", "Date,Title,CweId, Url,Severity,Description,FalsePositive,Duplicate", true],
    ["any list of findings", "Date,Title,Severity,Description,Impact,Owner", false],
    ["no date", "Title,CweId,Severity,Description,Active,Verified,Duplicate", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(genericCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
