import { describe, expect, test } from "bun:test";
import { prowlerCsv } from "../../../../src/ingest/formats/cloud/prowler-csv.ts";

describe("prowlerCsv.detect()", () => {
  test.each([
    ["version 2", "PROFILE,TITLE_ID,CHECK_RESULT,TITLE_TEXT", true],
    ["version 3", "FINDING_UNIQUE_ID,CHECK_ID,STATUS", true],
    ["version 4", "FINDING_UID,CHECK_ID,STATUS,PROWLER_VERSION", true],
    ["space around names", " FINDING_UID , CHECK_ID,STATUS,PROWLER_VERSION", true],
    ["its compliance tables", "PROVIDER,REQUIREMENTS_ID,STATUS,CHECKID", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(prowlerCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
