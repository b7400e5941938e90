import { expect, test } from "bun:test";
import { rulesOf } from "../../src/standards/purl-types.ts";

test.each([
  ["pypi", "name", "Zope._-Interface", "zope-interface"],
  ["pypi", "version", "1.0RC1", "1.0rc1"],
  ["pub", "name", "Http-Parser", "http_parser"],
  ["github", "namespace", "Package-URL", "package-url"],
  ["rpm", "namespace", "Fedora", "fedora"],
  ["rpm", "name", "ImageMagick", "ImageMagick"],
  ["cpan", "namespace", "drolsky", "DROLSKY"],
  ["huggingface", "version", "ABC", "abc"],
  ["maven", "namespace", "HTTPClient", "HTTPClient"],
  ["constructor", "name", "A_b", "A_b"],
] as const)("rulesOf(%s).%s(%j) is %j", (type, part, text, expected) => {
  expect(rulesOf(type)[part](text)).toBe(expected);
});
