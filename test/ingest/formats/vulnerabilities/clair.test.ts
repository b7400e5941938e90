import { describe, expect, test } from "bun:test";
import type { Observation } from "../../../../src/domain/vulnerability.ts";
import { clair } from "../../../../src/ingest/formats/vulnerabilities/clair.ts";
import { clairIndex } from "../../../../src/ingest/formats/vulnerabilities/clair-index.ts";

const origin = { name: "clair.json", sha256: "0".repeat(64) };

function observe(record: object, members: object = {}): Observation | undefined {
  const value = {
    manifest_hash: "sha256:a",
    packages: { "1": { name: "lib", version: "1.0" } },
    vulnerabilities: { "7": record },
    package_vulnerabilities: { "1": ["7"] },
    ...members,
  };
  return clair.read({ form: "json", value }, origin).items.observations?.[0];
}

describe("detect() of Clair's two reports", () => {
  test.each([
    [
      "a vulnerability report",
      { manifest_hash: "a", packages: {}, vulnerabilities: {}, package_vulnerabilities: {} },
      true,
      false,
    ],
    ["one without vulnerabilities", { manifest_hash: "a", packages: {}, package_vulnerabilities: null }, true, false],
    ["an index report", { manifest_hash: "a", state: "IndexFinished", packages: {}, environments: {} }, false, true],
    ["an index report that failed", { manifest_hash: "a", state: "IndexError", packages: null }, false, true],
    ["a hash alone", { manifest_hash: "a", packages: {} }, false, false],
    ["no hash", { packages: {}, vulnerabilities: {}, package_vulnerabilities: {} }, false, false],
    ["vulnerabilities in a list", { manifest_hash: "a", vulnerabilities: [] }, false, false],
  ])("%s", (_, value, isReport, isIndex) => {
    expect([clair.detect({ form: "json", value }), clairIndex.detect({ form: "json", value })]).toEqual([
      isReport,
      isIndex,
    ]);
  });
});

describe("clair.read()", () => {
  test.each([
    ["CVE-2009-5155", "CVE-2009-5155"],
    ["CVE-2009-5155 on Ubuntu 18.04 LTS (bionic) - low.", "CVE-2009-5155"],
    ["RHSA-2020:2427: a security update (Moderate)", "RHSA-2020:2427"],
    ["  ", undefined],
    [undefined, undefined],
  ])("the id of the name %p is %p", (name, expected) => {
    expect(observe({ name })?.id).toBe(expected as string);
  });

  test.each([
    ["1.2.3", ["1.2.3"]],
    ["fixed=1.2.3&introduced=0", ["1.2.3"]],
    ["introduced=0&lastAffected=2", []],
    ["0", []],
    ["", []],
  ])("a fixed version of %p is %p", (fixed_in_version, expected) => {
    expect(observe({ name: "CVE-2024-1", fixed_in_version })?.fixedIn).toEqual(expected);
  });

  test("an advisory is related to the CVEs that its links lead to", () => {
    const links =
      "https://example.test/errata/RHSA-2020:1 https://example.test/CVE-2020-0001 https://example.test/CVE-2020-0002";
    expect(observe({ name: "RHSA-2020:1", links })?.related).toEqual(["CVE-2020-0001", "CVE-2020-0002"]);
    expect(observe({ name: "CVE-2020-0003", links })?.related).toBeUndefined();
  });

  test.each([
    ["the repository of a registry", { repository_ids: ["r"], distribution_id: "d" }, "pkg:pypi/lib@1.0", "pypi"],
    ["the distribution", { repository_ids: ["x"], distribution_id: "d" }, undefined, "rhel"],
    ["the name of another repository", { repository_ids: ["x"] }, undefined, "cpe:/o:redhat"],
    ["nothing", {}, undefined, undefined],
  ])("the ecosystem of a package is %s", (_, environment, purl, ecosystem) => {
    const observation = observe(
      { name: "CVE-2024-1" },
      {
        environments: { "1": [environment] },
        distributions: { d: { did: "rhel" } },
        repository: { r: { name: "pypi" }, x: { name: "cpe:/o:redhat" } },
      },
    );
    expect([observation?.package.purl, observation?.package.ecosystem]).toEqual([purl, ecosystem]);
  });
});
