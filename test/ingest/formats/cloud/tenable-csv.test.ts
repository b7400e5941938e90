import { describe, expect, test } from "bun:test";
import { tenableCsv } from "../../../../src/ingest/formats/cloud/tenable-csv.ts";

describe("tenableCsv.detect()", () => {
  test.each([
    ["Nessus", "Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis", true],
    ["Tenable.sc", "Plugin,Plugin Name,Family,Severity,IP Address", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(tenableCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
