import { describe, expect, test } from "bun:test";
import { packageIndex } from "../../src/correlate/packages.ts";
import type { PackageRef } from "../../src/domain/vulnerability.ts";
import { packageRef } from "../support/build.ts";

describe("packageIndex() joins a package without a purl", () => {
  test.each<[string, readonly string[], PackageRef, string]>([
    [
      "by name and version",
      ["pkg:npm/lodash@4.17.20"],
      { name: "lodash", version: "4.17.20" },
      "pkg:npm/lodash@4.17.20",
    ],
    [
      "by Maven group:artifact",
      ["pkg:maven/org.x/lib@1"],
      { name: "org.x:lib", version: "1" },
      "pkg:maven/org.x/lib@1",
    ],
    [
      "by scope and name",
      ["pkg:npm/%40babel/core@7"],
      { name: "@babel/core", version: "7" },
      "pkg:npm/%40babel/core@7",
    ],
    ["by the bare name", ["pkg:maven/org.x/lib@1"], { name: "lib", version: "1" }, "pkg:maven/org.x/lib@1"],
    ["not by another version", ["pkg:npm/lodash@4.17.20"], { name: "lodash", version: "4.17.21" }, "lodash@4.17.21"],
    ["not without its version", ["pkg:npm/lodash@4.17.20"], { name: "lodash" }, "lodash"],
    [
      "not when two purls answer",
      ["pkg:npm/request@2", "pkg:pypi/request@2"],
      { name: "request", version: "2" },
      "request@2",
    ],
    ["not when two groups answer", ["pkg:maven/a/lib@1", "pkg:maven/b/lib@1"], { name: "lib", version: "1" }, "lib@1"],
    [
      "by a Go version without v",
      ["pkg:golang/a.b/c@v1.2.3"],
      { name: "a.b/c", version: "1.2.3" },
      "pkg:golang/a.b/c@v1.2.3",
    ],
    [
      "by the release of Go",
      ["pkg:golang/stdlib@1.21.3"],
      { name: "stdlib", version: "go1.21.3" },
      "pkg:golang/stdlib@v1.21.3",
    ],
    [
      "by a Python project's own spelling",
      ["pkg:pypi/zope-interface@5.0"],
      { name: "Zope.Interface", version: "5.0", ecosystem: "PyPI" },
      "pkg:pypi/zope-interface@5.0",
    ],
    [
      "not by another ecosystem's loose spelling",
      ["pkg:npm/foo-bar@5.0.0"],
      { name: "foo.bar", version: "5.0.0", ecosystem: "npm" },
      "foo.bar@5.0.0",
    ],
    [
      "by the product of its CPE",
      ["pkg:generic/log4j@2.14.1"],
      { name: "log4j-core-2.14.1.jar", cpe: "cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*" },
      "pkg:generic/log4j@2.14.1",
    ],
    ["by a version with a slash", ["pkg:github/o/r@v1%2Fa"], { name: "r", version: "v1/a" }, "pkg:github/o/r@v1%2Fa"],
  ])("%s", (_, listed, ref, key) => {
    expect(packageIndex(listed.map(packageRef)).keyOf(ref)).toBe(key);
  });
});

describe("packageIndex() gives one key to", () => {
  test.each<[string, string, string]>([
    [
      "qualifiers that each tool has of its own",
      "pkg:deb/debian/x@1?arch=amd64",
      "pkg:deb/debian/x@1?distro=debian-12",
    ],
    ["an RPM with and without epoch", "pkg:rpm/redhat/x@1:2-3?arch=noarch", "pkg:rpm/redhat/x@2-3"],
    ["a Go module with and without its major version", "pkg:golang/a.b/c/v2@v2.1.0", "pkg:golang/a.b/c@v2.1.0"],
    ["a Debian epoch before the version and beside it", "pkg:deb/debian/x@1:2-1", "pkg:deb/debian/x@2-1?epoch=1"],
    ["a Go version with and without v", "pkg:golang/github.com/a/b@v1.2.3", "pkg:golang/github.com/a/b@1.2.3"],
  ])("%s", (_, a, b) => {
    const { keyOf } = packageIndex([]);
    expect(keyOf(packageRef(a))).toBe(keyOf(packageRef(b)));
  });
});

test("packageIndex() keeps two versions of a package, and two types, apart", () => {
  const { keyOf } = packageIndex([]);
  const all = ["pkg:npm/x@1", "pkg:npm/x@2", "pkg:npm/x", "pkg:pypi/x@1"].map((purl) => keyOf(packageRef(purl)));
  expect(new Set(all).size).toBe(4);
});

describe("packageIndex() by CPE", () => {
  const cpe = "cpe:2.3:a:apache:log4j:2.14.1:*:*:*:*:*:*:*";
  const core = { ...packageRef("pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1"), cpe };

  test("joins to the component that has the same one, in either form", () => {
    const { keyOf } = packageIndex([core]);
    const refs = [cpe, "cpe:/a:Apache:Log4j:2.14.1"].map((one) => keyOf({ name: "x", cpe: one }));
    expect(refs).toEqual([keyOf(core), keyOf(core)]);
  });

  test("joins to none of two, and by no CPE without version", () => {
    const { keyOf } = packageIndex([
      core,
      { ...packageRef("pkg:maven/org.apache.logging.log4j/log4j-api@2.14.1"), cpe },
    ]);
    expect(keyOf({ name: "x", cpe })).toBe("x");
    expect(packageIndex([core]).keyOf({ name: "x", cpe: "cpe:/a:apache:log4j" })).toBe("x");
  });
});
