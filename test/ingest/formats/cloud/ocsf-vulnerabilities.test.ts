import { describe, expect, test } from "bun:test";
import { open } from "../../../../src/ingest/formats/cloud/cloud-finding.ts";
import { ocsfFlaws, readOcsfFlaw } from "../../../../src/ingest/formats/cloud/ocsf-vulnerabilities.ts";
import { vulnerabilitySink } from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

const source = { input: "a.json", pointer: "/0" };
const context = { tool: "t", word: "Low", resource: "host-1", standing: open };

function observed(record: object) {
  const sink = vulnerabilitySink("a.json");
  for (const flaw of ocsfFlaws({ vulnerabilities: [record] }, source)) readOcsfFlaw(flaw, context, sink);
  return sink;
}

test("ocsfFlaws() pairs each vulnerability with its packages, of the newer list when it has some", () => {
  const cve = { uid: "CVE-2024-1234" };
  const vulnerabilities = [{ cve, affected_packages: [{}, {}], packages: [{}] }, { cve, packages: [{}] }, { cve }];
  expect(ocsfFlaws({ vulnerabilities }, source).map((flaw) => flaw.source.pointer)).toEqual([
    "/0/vulnerabilities/0/affected_packages/0",
    "/0/vulnerabilities/0/affected_packages/1",
    "/0/vulnerabilities/1/packages/0",
    "/0/vulnerabilities/2",
  ]);
});

describe("readOcsfFlaw()", () => {
  test.each([
    ["its own severity", { severity: "HIGH" }, "high"],
    ["that of the event", {}, "low"],
    ["that of the event for an odd word", { severity: "Odd" }, "low"],
  ])("takes %s", (_, more, expected) => {
    const { observations } = observed({ cve: { uid: "CVE-2024-1234" }, ...more });
    expect(observations[0]?.severity).toBe(expected as "low");
  });

  test.each([
    ["without an id", {}],
    ["with a package without a name", { cve: { uid: "CVE-2024-1234" }, packages: [{ version: "1" }] }],
  ])("loses a vulnerability %s with a doubt", (_, record) => {
    const { observations, faults } = observed(record);
    expect([observations.length, faults.size]).toEqual([0, 1]);
  });

  test("names the resource when there is no package, and the advisory when there is no CVE", () => {
    const { observations } = observed({ advisory: { uid: "RHSA-2024:1" } });
    expect([observations[0]?.id, observations[0]?.package]).toEqual(["RHSA-2024:1", { name: "host-1" }]);
  });
});
