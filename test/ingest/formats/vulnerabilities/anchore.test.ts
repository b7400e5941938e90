import { describe, expect, test } from "bun:test";
import { anchore } from "../../../../src/ingest/formats/vulnerabilities/anchore.ts";
import { toEvaluation } from "../../../../src/ingest/formats/vulnerabilities/anchore-evaluation.ts";

describe("anchore.detect()", () => {
  test.each([
    ["Engine", { vulnerabilities: [{ vuln: "CVE-1", package: "a-1" }] }, true],
    ["Engine without a vulnerability", { imageDigest: "sha256:a", vulnerabilities: [] }, true],
    ["anchorectl", [{ vuln: "CVE-1", packageName: "a" }], true],
    ["anchorectl's applications", [{ vulnerability_id: "CVE-1", package_name: "a", fix_state: "fixed" }], true],
    ["Safety", [{ vulnerability_id: "1", package_name: "a" }], false],
    ["the unified report", { vulnerabilities: { vulnerabilities: [{ vuln: "CVE-1", packageName: "a" }] } }, true],
    ["the evaluation", { securityEvaluation: [{ vulnerabilityId: "CVE-1" }] }, true],
    ["an empty list of anyone", { vulnerabilities: [] }, false],
    ["another tool", { vulnerabilities: [{ id: "CVE-1" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(anchore.detect({ form: "json", value })).toBe(expected);
  });
});

describe("toEvaluation()", () => {
  test.each([
    ["tomcat-embed-core-9.0.97", "Java", "tomcat-embed-core", "9.0.97"],
    ["log4j-1.2-api-2.17.0", "Java", "log4j-1.2-api", "2.17.0"],
    ["cups-libs-1:2.2.6-61.el8_10", "RPM", "cups-libs", "1:2.2.6-61.el8_10"],
    ["java-1.8.0-openjdk-1.8.0.302-8.el8", "RPM", "java-1.8.0-openjdk", "1.8.0.302-8.el8"],
    ["busybox-1.35.0-r17", "APKG", "busybox", "1.35.0-r17"],
    ["lib-SNAPSHOT", "Java", "lib-SNAPSHOT", undefined],
    ["lib", "RPM", "lib", undefined],
    ["-1", "Java", "-1", undefined],
  ])("%p of type %p is %p at %p", (joined, packageType, name, version) => {
    const entry = { vulnerabilityId: "CVE-2024-0001", package: joined, packageType };
    const found = toEvaluation(entry, { input: "a", pointer: "" })?.package;
    expect([found?.name, found?.version]).toEqual([name, version]);
  });
});
