import { expect, test } from "bun:test";
import { packagePurl } from "../../../../src/ingest/formats/vulnerabilities/package-purl.ts";

test.each([
  ["npm", "@scope/left", "1.0.0", "pkg:npm/%40scope/left@1.0.0"],
  ["maven", "g.a:lib", "1.0", "pkg:maven/g.a/lib@1.0"],
  ["golang", "x.org/m", "1.2.3", "pkg:golang/x.org/m@v1.2.3"],
  ["golang", "stdlib", "1.20", "pkg:golang/stdlib@1.20"],
  ["pypi", "My_Lib", undefined, "pkg:pypi/my-lib"],
  ["gem", "a b?c#d", "1/2", "pkg:gem/a%20b%3Fc%23d@1%2F2"],
  ["npm", "left\ud800", undefined, "pkg:npm/left%EF%BF%BD"],
  ["npm", "", "1", undefined],
])("packagePurl() of %s %s %s", (type, name, version, purl) => {
  expect(packagePurl(type, name, version)).toBe(purl as string);
});
