import { describe, expect, test } from "bun:test";
import { prismaAlertsCsv } from "../../../../src/ingest/formats/cloud/prisma-alerts-csv.ts";

describe("prismaAlertsCsv.detect()", () => {
  test.each([
    ["alerts", "Alert ID,Policy Name,Policy Severity,Alert Status", true],
    ["images of the same console", "Registry,Repository,Tag,Id,Scan Time,CVE ID,Compliance ID,Severity", false],
    ["a list of dismissals", "Alert ID,Policy Name,dismissalNote", false],
  ])("%s", (_, header, expected) => {
    const rows = [{ cells: header.split(","), line: 1 }];
    expect(prismaAlertsCsv.detect({ form: "csv", rows })).toBe(expected);
  });
});
