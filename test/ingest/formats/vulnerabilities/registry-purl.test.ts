import { describe, expect, test } from "bun:test";
import { registryPurl } from "../../../../src/ingest/formats/vulnerabilities/registry-purl.ts";

describe("registryPurl()", () => {
  test.each([
    ["npm", "@scope/lib", "1.0.0", "pkg:npm/%40scope/lib@1.0.0"],
    ["javascript", "minimist", "1.2.0", "pkg:npm/minimist@1.2.0"],
    ["Python", "Jinja2", "2.11.2", "pkg:pypi/jinja2@2.11.2"],
    ["JAR", "io.netty:netty-codec", "4.1", "pkg:maven/io.netty/netty-codec@4.1"],
    ["gav", "io.netty/netty-codec", "4.1", "pkg:maven/io.netty/netty-codec@4.1"],
    ["GO_PACKAGE", "golang.org/x/net", "0.1.0", "pkg:golang/golang.org/x/net@v0.1.0"],
    ["rubygems", "rack", undefined, "pkg:gem/rack"],
    ["maven", "log4j-core", "2.14.1", undefined],
    ["maven", "a:b:c", "1", undefined],
    ["os", "bash", "5.0", undefined],
    ["dpkg", "bash", "5.0", undefined],
    ["constructor", "bash", "5.0", undefined],
    [undefined, "bash", "5.0", undefined],
  ])("%p %p %p is %p", (word, name, version, expected) => {
    expect(registryPurl(word, name, version)).toBe(expected);
  });
});
