import { describe, expect, test } from "bun:test";
import { readPackages } from "../../../../src/ingest/formats/sbom/spdx-2-packages.ts";

function one(members: Readonly<Record<string, unknown>>) {
  return readPackages({ packages: [{ name: "a", ...members }] }, "bom.json", "").components[0];
}

function reference(referenceCategory: string, referenceType: string, referenceLocator: unknown) {
  return { referenceCategory, referenceType, referenceLocator };
}

describe("readPackages() purl", () => {
  test.each<[string, readonly unknown[], string | undefined]>([
    ["with a hyphen", [reference("PACKAGE-MANAGER", "purl", "pkg:npm/a@1")], "pkg:npm/a@1"],
    ["with an underscore", [reference("PACKAGE_MANAGER", "purl", "pkg:npm/a@1")], "pkg:npm/a@1"],
    ["of another category", [reference("OTHER", "purl", "pkg:npm/a@1")], undefined],
    ["of another type", [reference("PACKAGE-MANAGER", "npm", "a@1")], undefined],
    ["that is none", [reference("PACKAGE-MANAGER", "purl", "a@1")], undefined],
    [
      "behind one that is none",
      [reference("PACKAGE-MANAGER", "purl", "x"), reference("PACKAGE-MANAGER", "purl", "pkg:npm/a@1")],
      "pkg:npm/a@1",
    ],
    ["among odd references", [null, {}, reference("PACKAGE-MANAGER", "purl", 7)], undefined],
  ])("%s", (_, externalRefs, purl) => {
    expect(one({ externalRefs })?.purl).toBe(purl);
  });

  test("counts purls beyond the first, once each, and packages with none that is one", () => {
    const purl = (locator: string) => reference("PACKAGE-MANAGER", "purl", locator);
    const packages = [
      { name: "a", externalRefs: [purl("pkg:npm/a@1"), purl("pkg:npm/a@2"), purl("pkg:npm/a@2"), purl("pkg:npm/a@1")] },
      { name: "b", externalRefs: [purl("b")] },
      { name: "c" },
    ];
    const { extraPurls, badPurls } = readPackages({ packages }, "bom.json", "");
    expect([extraPurls, badPurls]).toEqual([1, 1]);
  });
});

describe("readPackages() licence", () => {
  test.each<[string | undefined, string | undefined, readonly string[]]>([
    ["MIT", "ISC", ["MIT"]],
    ["NOASSERTION", "ISC", ["ISC"]],
    ["NONE", "ISC", ["ISC"]],
    [undefined, "ISC", ["ISC"]],
    ["NOASSERTION", "NONE", []],
    [undefined, undefined, []],
  ])("concluded %p, declared %p gives %j", (licenseConcluded, licenseDeclared, expected) => {
    expect(one({ licenseConcluded, licenseDeclared })?.licenses).toEqual([...expected]);
  });
});

describe("readPackages() supplier", () => {
  test.each<[unknown, string | undefined]>([
    ["Organization: Acme", "Acme"],
    ["Organization:  Acme Inc. (mail@acme.example) ", "Acme Inc. (mail@acme.example)"],
    ["Person: Ada", "Ada"],
    ["Acme", "Acme"],
    ["Organization: ", undefined],
    ["NOASSERTION", undefined],
    [7, undefined],
  ])("%j is %p", (supplier, expected) => {
    expect(one({ supplier })?.supplier).toBe(expected);
  });
});

test("readPackages() prefers CPE 2.3 to 2.2, whatever their order", () => {
  const old = reference("SECURITY", "cpe22Type", "cpe:/a:x:a:1");
  const current = reference("SECURITY", "cpe23Type", "cpe:2.3:a:x:a:1:*:*:*:*:*:*:*");
  expect(one({ externalRefs: [old, current] })?.cpe).toBe(current.referenceLocator as string);
  expect(one({ externalRefs: [old] })?.cpe).toBe("cpe:/a:x:a:1");
  expect(one({ externalRefs: [reference("SECURITY", "advisory", "https://example.org")] })?.cpe).toBeUndefined();
});

test("readPackages() keeps only whole checksums and lowers the purpose", () => {
  const checksums = [{ algorithm: "SHA256", checksumValue: "00" }, { algorithm: "MD5" }, null];
  const component = one({ checksums, primaryPackagePurpose: "OPERATING_SYSTEM" });
  expect([component?.hashes, component?.type]).toEqual([["SHA256:00"], "operating_system"]);
});
