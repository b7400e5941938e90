import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { canonicalPurl, formatPurl, parsePurl, purlIdentity } from "../../src/standards/purl.ts";
import suite from "./purl-suite.json";

test.each([
  ["pkg:maven/org.apache.commons/io@1.3.4", "pkg:maven/org.apache.commons/io@1.3.4"],
  [
    "pkg:GOLANG/google.golang.org/genproto#/googleapis/./api/../annotations/",
    "pkg:golang/google.golang.org/genproto#googleapis/api/annotations",
  ],
  ["pkg:bitbucket/birKenfeld/pyGments-main@244fd", "pkg:bitbucket/birkenfeld/pygments-main@244fd"],
  ["pkg:deb/debian/curl@7.50.3-1?distro=jessie&arch=i386", "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie"],
  [
    "pkg:docker/customer/image@sha256:244fd?repository_url=gcr.io",
    "pkg:docker/customer/image@sha256:244fd?repository_url=gcr.io",
  ],
  ["pkg:gem/jruby-launcher@1.1.2?Platform=java&empty=", "pkg:gem/jruby-launcher@1.1.2?platform=java"],
  ["pkg:npm/%40angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"],
  ["pkg:npm/@angular/animation@12.3.1", "pkg:npm/%40angular/animation@12.3.1"],
  ["pkg:npm/@angular/animation", "pkg:npm/%40angular/animation"],
  ["pkg:Nuget/EnterpriseLibrary.Common@6.0.1304", "pkg:nuget/EnterpriseLibrary.Common@6.0.1304"],
  ["pkg:PYPI/Django_package@1.11.1.dev1", "pkg:pypi/django-package@1.11.1.dev1"],
  ["pkg:///maven/org.apache.commons/io", "pkg:maven/org.apache.commons/io"],
  [
    "pkg:maven/mygroup/myartifact@1.0.0%20Final?mykey=my%20value",
    "pkg:maven/mygroup/myartifact@1.0.0%20Final?mykey=my%20value",
  ],
  ["pkg:generic/a?checksum=sha1:ad9503%2Csha256:41bf", "pkg:generic/a?checksum=sha1:ad9503%2Csha256:41bf"],
  ["pkg:deb/debian/attr@1:2.4.47-2%2Bb1", "pkg:deb/debian/attr@1:2.4.47-2%2Bb1"],
  ["pkg:generic/100%", "pkg:generic/100%25"],
  ["pkg:generic/a!b'c(d)*", "pkg:generic/a%21b%27c%28d%29%2A"],
])("canonicalPurl(%s)", (text, canonical) => {
  expect(canonicalPurl(text)).toBe(canonical);
});

test.each([
  "EnterpriseLibrary.Common@6.0.1304",
  "pkg:EnterpriseLibrary.Common@6.0.1304",
  "pkg:n&g?inx/nginx@0.8.9",
  "pkg:3nginx/nginx@0.8.9",
  "pkg:nginx:a/nginx@0.8.9",
  "pkg:npm/myartifact@1.0.0?in%20production=true",
  "pkg:npm/a?x=1&X=2",
  "pkg:maven/@1.3.4",
  "pkg:swift/github.com/Alamofire/@5.4.3",
  "pkg%3Amaven/org.apache.commons/io",
  "pkg:hackage",
  "",
])("parsePurl(%j) is undefined", (text) => {
  expect(parsePurl(text)).toBeUndefined();
});

test("parsePurl() decodes each part", () => {
  expect(parsePurl("pkg:npm/%40scope/name@1.0.0%2Bx?vcs_url=git%2Bhttps://a#src/a%20b")).toEqual({
    type: "npm",
    namespace: "@scope",
    name: "name",
    version: "1.0.0+x",
    qualifiers: new Map([["vcs_url", "git+https://a"]]),
    subpath: "src/a b",
  });
});

test.each([
  ["pkg:apk/alpine/curl@8.1?arch=x86_64&distro=alpine-3.18&package-id=1", "pkg:apk/alpine/curl@8.1?distro=3.18#x"],
  ["pkg:rpm/rhel/bind-libs@9.11-5.el8?epoch=32&arch=x86_64", "pkg:rpm/rhel/bind-libs@32:9.11-5.el8"],
  ["pkg:golang/github.com/BurntSushi/toml@v1.2.1", "pkg:golang/github.com/burntsushi/toml@1.2.1"],
  ["pkg:npm/@a/b@1", "pkg:npm/%40A/B@1"],
  ["pkg:rpm/rhel/tar@1.26-35.el7?epoch=2&distro=rhel-7.6", "pkg:rpm/redhat/tar@1.26-35.el7"],
  ["pkg:rpm/amzn/curl@1-2", "pkg:rpm/amazon/curl@1-2"],
  ["pkg:golang/stdlib@go1.21.3", "pkg:golang/stdlib@1.21.3"],
  ["pkg:golang/example.com/mod/v2@v2.1.0", "pkg:golang/example.com/mod@v2.1.0"],
  ["pkg:golang/example.com/mod@v2.1.0%2Bincompatible", "pkg:golang/example.com/mod@v2.1.0"],
  ["pkg:deb/debian/attr@2.4.47-2?epoch=1", "pkg:deb/debian/attr@1:2.4.47-2?arch=amd64"],
  ["pkg:deb/debian/attr@0:2.4.47-2", "pkg:deb/debian/attr@2.4.47-2"],
  ["pkg:pypi/Zope.Interface@5.0", "pkg:pypi/zope_interface@5.0"],
])("purlIdentity() joins %s and %s", (one, other) => {
  expect(purlIdentity(one)).toBeDefined();
  expect(purlIdentity(one)).toBe(purlIdentity(other));
});

test.each([
  ["pkg:npm/a@1", "pkg:npm/a@2"],
  ["pkg:npm/a@1", "pkg:npm/a"],
  ["pkg:deb/debian/a@1:1.0", "pkg:deb/debian/a@1.0"],
  ["pkg:deb/debian/a@1", "pkg:deb/ubuntu/a@1"],
  ["pkg:golang/example.com/mod/v2@v2.1.0", "pkg:golang/example.com/mod@v3.1.0"],
  ["pkg:golang/example.com/mod/v2@v3.1.0", "pkg:golang/example.com/mod@v3.1.0"],
  ["pkg:golang/a/b@234fd47e", "pkg:golang/a/b@v234fd47e"],
])("purlIdentity() keeps %s and %s apart", (one, other) => {
  expect(purlIdentity(one)).not.toBe(purlIdentity(other));
});

test("formatPurl() is a fixed point of parsing, and parsing never throws", () => {
  const part = fc.string({
    unit: fc.constantFrom("a", "B", "@", "/", "%", "?", "#", "=", "&", ":", "+", " ", "é", "\ud800", "1", "."),
  });
  fc.assert(
    fc.property(fc.constantFrom("npm", "pypi", "golang", "x"), part, (type, rest) => {
      const purl = parsePurl(`pkg:${type}/${rest}`);
      const text = purl && formatPurl(purl);
      expect(text === undefined ? undefined : canonicalPurl(text)).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});

test("canonicalPurl() gives back plain package URLs as parsing and printing them does", () => {
  const word = fc.stringMatching(/^[a-z0-9.A-Z_-]{1,6}$/);
  const types = fc.constantFrom("npm", "maven", "cargo", "gem", "deb", "apk", "pypi", "golang");
  const names = fc.array(word, { minLength: 1, maxLength: 4 });
  const version = fc.stringMatching(/^v?[A-Za-z0-9._~:+-]{1,6}$/);
  fc.assert(
    fc.property(types, fc.boolean(), names, version, (type, scoped, path, at) => {
      const text = `pkg:${type}/${scoped ? "%40" : ""}${path.join("/")}@${at}`;
      const purl = parsePurl(text);
      expect(canonicalPurl(text)).toBe(purl === undefined ? undefined : formatPurl(purl));
    }),
    { numRuns: 2000 },
  );
});

describe("the cases of the purl specification", () => {
  test.each(suite.cases.map(({ purl, canonical }) => [purl, canonical] as const))("%s is %p", (purl, canonical) => {
    expect(canonicalPurl(purl) ?? null).toBe(canonical);
    if (canonical !== null) expect(canonicalPurl(canonical)).toBe(canonical);
  });
});
