import { describe, expect, test } from "bun:test";
import { coverOf, covers, packageName, rememberedPurls, versionOf } from "../../src/correlate/purl-covers.ts";
import { parsePurl } from "../../src/standards/purl.ts";
import { lodash } from "../support/build.ts";

describe("covers() holds between", () => {
  test.each<[string, string, string, boolean]>([
    ["equal purls", lodash, lodash, true],
    ["a purl without version and any version", "pkg:npm/lodash", lodash, true],
    ["a version and another", "pkg:npm/lodash@4.17.21", lodash, false],
    ["a version and none", lodash, "pkg:npm/lodash", false],
    ["names that start alike", "pkg:npm/lodash", "pkg:npm/lodash-es@4.17.20", false],
    ["another type", "pkg:pypi/lodash", lodash, false],
    ["another namespace", "pkg:npm/%40evil/lodash", lodash, false],
    ["no qualifier and some", "pkg:deb/debian/x@1", "pkg:deb/debian/x@1?arch=amd64", true],
    ["a qualifier and the same", "pkg:deb/debian/x@1?arch=amd64", "pkg:deb/debian/x@1?arch=amd64&distro=12", true],
    ["a qualifier and another", "pkg:deb/debian/x@1?arch=arm64", "pkg:deb/debian/x@1?arch=amd64", false],
    ["a qualifier and none", "pkg:oci/x?repository_url=evil.example", "pkg:oci/x", false],
    ["a subpath and none", "pkg:golang/a/b@v1#cmd", "pkg:golang/a/b@v1", false],
    ["no subpath and one", "pkg:golang/a/b@v1", "pkg:golang/a/b@v1#cmd", true],
    ["what is no purl", "lodash", lodash, false],
    ["a Go version with and without v", "pkg:golang/a.b/c@1.2.3", "pkg:golang/a.b/c@v1.2.3", true],
    ["two spellings of a Python version", "pkg:pypi/x@1.0", "pkg:pypi/x@1.0.0", true],
    ["a version and a rebuild of it", "pkg:npm/x@1.0.0%2Bpatched", "pkg:npm/x@1.0.0", false],
    ["a version and its rebuild", "pkg:npm/x@1.0.0", "pkg:npm/x@1.0.0%2Bpatched", false],
    ["an RPM with an epoch and one without", "pkg:rpm/redhat/x@1-2?epoch=3", "pkg:rpm/redhat/x@1-2?arch=noarch", true],
    ["two names of one RPM vendor", "pkg:rpm/redhat/tar", "pkg:rpm/rhel/tar@1.26-35.el7?epoch=2", true],
    ["two RPM vendors", "pkg:rpm/redhat/tar", "pkg:rpm/centos/tar@1.26-35.el7", false],
    ["an RPM with another epoch", "pkg:rpm/redhat/x@1-2?epoch=3", "pkg:rpm/redhat/x@4:1-2", false],
    ["a Debian epoch beside and before", "pkg:deb/debian/x@1-2?epoch=3", "pkg:deb/debian/x@3:1-2", true],
    ["a Debian version with an epoch and one without", "pkg:deb/debian/x@3:1-2", "pkg:deb/debian/x@1-2", false],
  ])("%s", (_, general, specific, answer) => {
    expect(covers(general, specific)).toBe(answer);
  });
});

test.each<[string, string, unknown]>([
  ["pkg:npm/lodash", lodash, { isExact: false }],
  [lodash, lodash, { isExact: true }],
  ["pkg:npm/lodash@5", lodash, { part: "version", text: "version 4.17.20 is not 5" }],
  ["pkg:npm/lodash?os=x", lodash, { part: "qualifier", text: "os unknown is not x" }],
  ["pkg:npm/lodash#a", lodash, { part: "subpath", text: "subpath none is not a" }],
])("coverOf() of %s and %s", (general, specific, cover) => {
  expect(coverOf(general, specific, rememberedPurls())).toEqual(cover as { isExact: boolean });
});

test("versionOf() is a version with its epoch", () => {
  const versions = ["pkg:rpm/a/x@1?epoch=2", "pkg:rpm/a/x@3:1?epoch=2", "pkg:npm/x@1?epoch=2", "pkg:npm/x"];
  expect(versions.map((purl) => versionOf(parsePurl(purl)!))).toEqual(["2:1", "3:1", "1", undefined]);
});

test("packageName() is what versions have in common", () => {
  expect(["pkg:npm/%40a/b@1?c=d", "pkg:npm/a#b", "pkg:npm/a"].map(packageName)).toEqual([
    "pkg:npm/%40a/b",
    "pkg:npm/a",
    "pkg:npm/a",
  ]);
});
