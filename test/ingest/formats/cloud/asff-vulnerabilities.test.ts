import { describe, expect, test } from "bun:test";
import { flawsOf, readFlaw } from "../../../../src/ingest/formats/cloud/asff-vulnerabilities.ts";
import { gone, open } from "../../../../src/ingest/formats/cloud/cloud-finding.ts";
import { vulnerabilitySink } from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

const source = { input: "a.json", pointer: "/0" };
const context = { tool: "t", word: "HIGH", title: undefined, resource: "host-1", standing: open };

function observed(entry: object) {
  const sink = vulnerabilitySink("a.json");
  const Vulnerabilities = [{ Id: "CVE-2024-1234", VulnerablePackages: [entry] }];
  for (const flaw of flawsOf({ Vulnerabilities }, source)) readFlaw(flaw, context, sink);
  return sink.observations[0];
}

describe("readFlaw()", () => {
  test.each([
    [{ Name: "bash", Version: "5.1", Epoch: "0", Release: "6" }, "5.1-6"],
    [{ Name: "bash", Version: "5.1", Epoch: "2" }, "2:5.1"],
    [{ Name: "bash", Epoch: "2", Release: "6" }, undefined],
  ])("the version of %j is %p", (entry, version) => {
    expect(observed(entry)?.package.version).toBe(version as string);
  });

  test.each([
    ["JAR", "g:a", "pkg:maven/g/a@1"],
    ["JAR", "a", undefined],
    ["NPM", "@s/n", "pkg:npm/%40s/n@1"],
    ["PYTHONPKG", "requests", "pkg:pypi/requests@1"],
    ["OS", "bash", undefined],
    [undefined, "bash", undefined],
  ])("the purl of %p %p is %p", (PackageManager, Name, purl) => {
    expect(observed({ Name, Version: "1", PackageManager })?.package.purl).toBe(purl as string);
  });

  test.each([
    ["NotAvailable", []],
    ["Not available", []],
    ["1.2, 2.0", ["1.2", "2.0"]],
  ])("fixed in %p: %j", (FixedInVersion, expected) => {
    expect(observed({ Name: "a", FixedInVersion })?.fixedIn).toEqual(expected);
  });

  test("leaves out what belongs to a finding that is gone", () => {
    const sink = vulnerabilitySink("a.json");
    const [flaw] = flawsOf({ Vulnerabilities: [{ Id: "CVE-2024-1234" }] }, source);
    if (flaw === undefined) throw new Error("no flaw");
    expect(readFlaw(flaw, { ...context, standing: gone("passed") }, sink)).toBe(false);
    expect([sink.observations.length, sink.faults.size]).toEqual([0, 0]);
  });
});

test("flawsOf() takes Trivy's fields only when there are no vulnerabilities, and only with a package", () => {
  const other = { "CVE ID": "CVE-2024-1", PkgName: "zlib" };
  const Resources = [{ Details: { Other: other } }, { Details: { Other: { "CVE ID": "CVE-2024-1" } } }];
  expect(flawsOf({ Resources }, source).map(({ source: place }) => place.pointer)).toEqual([
    "/0/Resources/0/Details/Other",
  ]);
  expect(flawsOf({ Resources, Vulnerabilities: [{}] }, source)).toHaveLength(1);
});
