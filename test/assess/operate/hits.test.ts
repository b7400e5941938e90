import { expect, test } from "bun:test";
import { epssRecords, kevRecords } from "../../../src/assess/operate/hits.ts";
import { vulnerability } from "../../support/build.ts";

const kev = { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: true };
const vulnerabilities = [
  vulnerability({ id: "CVE-1", kev, epss: 0.97 }),
  vulnerability({ id: "CVE-2", kev, state: "not_affected", epss: 0.99 }),
  vulnerability({ id: "CVE-3", epss: 0.98 }),
  vulnerability({ id: "CVE-4" }),
];

test("kevRecords() are of what is open", () => {
  expect(kevRecords({ vulnerabilities })).toEqual([
    {
      cve: "CVE-1",
      package: "pkg:npm/lodash@4.17.20",
      severity: "high",
      epss: 0.97,
      date_added: "2021-12-10",
      due_date: "2021-12-24",
      ransomware: true,
    },
  ]);
});

test("epssRecords() are of what is open, the highest first; what has none is counted", () => {
  expect(epssRecords({ vulnerabilities })).toEqual({
    scored: 2,
    not_scored: 1,
    listed_up_to: 200,
    highest: [
      { cve: "CVE-3", package: "pkg:npm/lodash@4.17.20", score: 0.98 },
      { cve: "CVE-1", package: "pkg:npm/lodash@4.17.20", score: 0.97 },
    ],
  });
});
