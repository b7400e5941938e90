import { expect, test } from "bun:test";
import { blackduckCsv } from "../../../../src/ingest/formats/vulnerabilities/blackduck-csv.ts";
import { prismaCsv } from "../../../../src/ingest/formats/vulnerabilities/prisma-csv.ts";
import { sysdigCsv } from "../../../../src/ingest/formats/vulnerabilities/sysdig-csv.ts";

const sysdigHeader = "CVE ID,CVE Severity,CVSS Score,CVSS Score Version,Package Name,Package Version,Risk Accepted";

test.each([
  ["Prisma", "CVE ID,Compliance ID,Type,Severity,Packages,Fix Status", [true, false, false]],
  ["Sysdig's pipeline", sysdigHeader, [false, true, false]],
  [
    "Sysdig's workloads",
    "Vulnerability ID,Severity,Package name,Package version,Package path,Risk accepted",
    [false, true, false],
  ],
  ["Black Duck", "Vulnerability id,Vulnerability source,Remediation status,Security Risk", [false, false, true]],
  ["a list of CVEs", "CVE ID,Severity,Package", [false, false, false]],
  ["a design", "component,owner,data_class", [false, false, false]],
])("the tables are told apart: %s", (_, header, expected) => {
  const document = { form: "csv", rows: [{ cells: header.split(","), line: 1 }] } as const;
  expect([prismaCsv, sysdigCsv, blackduckCsv].map(({ detect }) => detect(document))).toEqual(expected);
});
