import { describe, expect, test } from "bun:test";
import { cwesOf, fixedIn, packageOf, scoresOf } from "../../../../src/ingest/formats/vulnerabilities/osv-record.ts";

describe("packageOf()", () => {
  test.each([
    ["npm", "@Scope/lib", "1.0.0", "pkg:npm/%40scope/lib@1.0.0"],
    ["PyPI", "Flask_Login", "0.6", "pkg:pypi/flask-login@0.6"],
    ["Go", "golang.org/x/net", "0.34.0", "pkg:golang/golang.org/x/net@v0.34.0"],
    ["Go", "golang.org/x/net", "v0.34.0", "pkg:golang/golang.org/x/net@v0.34.0"],
    ["Go", "stdlib", "1.24.4", "pkg:golang/stdlib@1.24.4"],
    ["Maven", "org.apache.logging.log4j:log4j-core", "2.14.0", "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0"],
    ["crates.io", "serde", "1.0.0", "pkg:cargo/serde@1.0.0"],
    ["RubyGems", "rails", "7.0", "pkg:gem/rails@7.0"],
    ["Packagist", "guzzlehttp/guzzle", "6.3.3", "pkg:composer/guzzlehttp/guzzle@6.3.3"],
    ["NuGet", "Newtonsoft.Json", "13.0.1", "pkg:nuget/Newtonsoft.Json@13.0.1"],
    ["Hex", "phoenix", "1.7", "pkg:hex/phoenix@1.7"],
    ["Pub", "http", "1.1.0", "pkg:pub/http@1.1.0"],
    ["npm", "lib", "", "pkg:npm/lib"],
    ["npm", "\ud800", "1", "pkg:npm/%EF%BF%BD@1"],
    ["Debian:12", "openssl", "3.0", undefined],
    ["Alpine", "zlib", "1.2", undefined],
    ["constructor", "x", "1", undefined],
  ])("%s %s %s is %p", (ecosystem, name, version, purl) => {
    expect(packageOf({ ecosystem, name, version })?.purl).toBe(purl as string);
  });

  test("a commit stands in for a name and is no purl", () => {
    expect(packageOf({ name: "", commit: "0123abcd", ecosystem: "npm" })).toEqual({
      name: "0123abcd",
      ecosystem: "npm",
    });
    expect(packageOf({})).toBeUndefined();
  });
});

test("scoresOf() keeps the vectors whose version is known", () => {
  const severity = [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N" }, { type: "Ubuntu", score: "medium" }, { score: 7 }];
  expect(scoresOf({ severity })).toEqual([{ version: "3.1", vector: "CVSS:3.1/AV:N" }]);
});

test("cwesOf() reads GitHub's list and that of malicious packages", () => {
  const affected = [{ database_specific: { cwes: [{ cweId: "CWE-506" }, {}] } }, null];
  expect(cwesOf({ database_specific: { cwe_ids: ["CWE-79", "other"] }, affected })).toEqual(["CWE-79", "CWE-506"]);
});

describe("fixedIn()", () => {
  const affected = (name: string, ecosystem: string, type = "SEMVER"): object => ({
    package: { name, ecosystem },
    ranges: [{ type, events: [{ introduced: "0" }, { fixed: "2.0" }] }],
  });

  test.each([
    ["the package itself", affected("lib", "npm"), "npm", ["2.0"]],
    ["another package", affected("other", "npm"), "npm", []],
    ["the same name elsewhere", affected("lib", "PyPI"), "npm", []],
    ["another release of a distribution", affected("lib", "Debian:11"), "Debian:12", ["2.0"]],
    ["commits", affected("lib", "npm", "GIT"), "npm", []],
    ["nothing", null, "npm", []],
  ])("%s", (_, entry, ecosystem, expected) => {
    expect(fixedIn({ affected: [entry] }, { name: "lib", ecosystem })).toEqual(expected);
  });
});
