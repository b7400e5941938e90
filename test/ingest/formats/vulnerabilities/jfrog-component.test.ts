import { describe, expect, test } from "bun:test";
import {
  componentOf,
  cwesOf,
  fixesOf,
  idsOf,
  scoresOf,
} from "../../../../src/ingest/formats/vulnerabilities/jfrog-component.ts";

describe("componentOf()", () => {
  test.each([
    ["npm://jquery:3.4.1", "jquery", "3.4.1", "pkg:npm/jquery@3.4.1"],
    ["npm://@angular/core:9.0.0", "@angular/core", "9.0.0", "pkg:npm/%40angular/core@9.0.0"],
    ["gav://org.example:lib:1.0", "org.example:lib", "1.0", "pkg:maven/org.example/lib@1.0"],
    ["go://github.com/a/b:1.2.3", "github.com/a/b", "1.2.3", "pkg:golang/github.com/a/b@v1.2.3"],
    ["deb://debian:bookworm:libtiff6:4.5.0-6", "libtiff6", "4.5.0-6", undefined],
    ["deb://debian:stretch:libx11:2:1.6.4-3", "libx11", "2:1.6.4-3", undefined],
    ["alpine://3.18:libcrypto3:3.1.1-r1", "libcrypto3", "3.1.1-r1", undefined],
    ["rpm://8:openssl-libs:1:1.1.1k", "openssl-libs", "1:1.1.1k", undefined],
    ["docker://shop:latest", "shop", "latest", undefined],
    ["3.12:busybox:1.31.1-r20", "busybox", "1.31.1-r20", undefined],
    ["debian:bookworm:wget:1.21", "wget", "1.21", undefined],
    ["okio-jvm-2.8.0.jar", "okio-jvm-2.8.0.jar", undefined, undefined],
    ["", "", undefined, undefined],
  ])("%p is %p at %p", (id, name, version, purl) => {
    const component = componentOf(id);
    expect([component.name, component.version, component.purl]).toEqual([name, version, purl]);
  });
});

describe("scoresOf()", () => {
  test.each([
    [{ cvss_v3: "7.2/CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H" }, ["3.1", 7.2]],
    [{ cvss_v3: "9.8/CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" }, ["3.0", 9.8]],
    [{ cvss_v3: "5.9" }, ["3.1", 5.9]],
    [{ cvss_v2: "2.6/AV:N/AC:H/Au:N/C:N/I:P/A:N" }, ["2.0", 2.6]],
    [{ cvss_v3_score: "5.5", cvss_v3_vector: "CVSS:3.1/AV:L/AC:L/PR:N/UI:R/S:U/C:N/I:N/A:H" }, ["3.1", 5.5]],
    [{ cvssV3: "9.1", cvssV2: "" }, ["3.1", 9.1]],
    [{ cvss_v3: "high" }, undefined],
    [{}, undefined],
  ])("%p", (entry, expected) => {
    const [cvss] = scoresOf([entry]);
    expect<unknown>(cvss === undefined ? undefined : [cvss.version, cvss.score]).toEqual(expected);
  });
});

test.each([
  ["XRAY-1", [{ cve: "CVE-1" }], { id: "XRAY-1", names: ["CVE-1"] }],
  [undefined, [{ cve: "CVE-1" }, { id: "CVE-2" }], { id: "CVE-1", names: ["CVE-1", "CVE-2"] }],
  [undefined, [{}, null], { id: undefined, names: [] }],
])("idsOf(%p, %p)", (own, cves, expected) => {
  expect(idsOf(own, cves)).toEqual(expected as { id: string; names: string[] });
});

test.each([
  [["2.11.3"], ["2.11.3"]],
  [["[3.1.1-r3]"], ["3.1.1-r3"]],
  [
    ["≥ 2:1.6.4-3+deb9u1", ">= 2"],
    ["2:1.6.4-3+deb9u1", "2"],
  ],
  [["[1.0,2.0)"], ["[1.0,2.0)"]],
  [null, []],
])("fixesOf(%p) is %p", (fixes, expected) => {
  expect(fixesOf({ fixes }, "fixes")).toEqual(expected);
});

test("cwesOf() takes a list and a text", () => {
  expect(cwesOf([{ cwe: ["CWE-1", "CWE-2"] }, { cwe: "CWE-3" }, {}, null])).toEqual(["CWE-1", "CWE-2", "CWE-3"]);
});
