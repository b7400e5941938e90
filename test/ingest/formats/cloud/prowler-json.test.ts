import { describe, expect, test } from "bun:test";
import { prowlerJson } from "../../../../src/ingest/formats/cloud/prowler-json.ts";

describe("prowlerJson.detect()", () => {
  test.each([
    ["version 3", [{ CheckID: "c", Provider: "aws", Status: "FAIL" }], true],
    ["version 2, one line", { Control: "c", "Control ID": "1", "Account Number": "1", Status: "FAIL" }, true],
    ["no status", [{ CheckID: "c", Provider: "aws" }], false],
    ["OCSF", [{ class_uid: 2004, metadata: { version: "1.4.0" }, status_code: "FAIL" }], false],
    ["an empty list: anybody's", [], false],
  ])("%s", (_, value, expected) => {
    expect(prowlerJson.detect({ form: "json", value })).toBe(expected);
  });
});
