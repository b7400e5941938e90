import { describe, expect, test } from "bun:test";
import { documentOfTags } from "../../../../src/ingest/formats/sbom/spdx-tag-value-document.ts";
import { readTagLines } from "../../../../src/ingest/formats/sbom/spdx-tag-value-lines.ts";
import { list } from "../../../../src/standards/wire.ts";

function spdxOf(...lines: readonly string[]): unknown {
  return documentOfTags(readTagLines(lines.join("\n"), "bom").tags).spdx;
}

describe("documentOfTags()", () => {
  test("gives each SPDXID to what was named last", () => {
    const spdx = spdxOf(
      "SPDXID: doc",
      "PackageName: a",
      "SPDXID: pa",
      "FileName: f",
      "SPDXID: f1",
      "SnippetSPDXID: s",
      "SPDXID: lost",
      "PackageName: b",
      "LicenseID: l",
      "SPDXID: lost",
    );
    expect(spdx).toMatchObject({ SPDXID: "doc", packages: [{ SPDXID: "pa" }, {}], files: [{ SPDXID: "f1" }] });
    expect(JSON.stringify(spdx)).not.toContain("lost");
  });

  test("keeps the first of what may stand once", () => {
    const spdx = spdxOf("PackageName: a", "PackageVersion: 1", "PackageVersion: 2");
    expect(spdx).toMatchObject({ packages: [{ name: "a", versionInfo: "1" }] });
  });

  test("gives a package its tags although a file stands between", () => {
    const spdx = spdxOf("PackageName: a", "FileName: f", "PackageVersion: 1");
    expect(spdx).toMatchObject({ packages: [{ versionInfo: "1" }] });
  });

  test.each<[string, unknown]>([
    ["ExternalRef: A b c", { referenceCategory: "A", referenceType: "b", referenceLocator: "c" }],
    ["ExternalRef: A\tb  c d", { referenceCategory: "A", referenceType: "b", referenceLocator: "c d" }],
    ["ExternalRef: A", { referenceCategory: "A", referenceType: undefined, referenceLocator: "" }],
  ])("%s", (line, expected) => {
    expect(spdxOf("PackageName: a", line)).toMatchObject({ packages: [{ externalRefs: [expected] }] });
  });

  test.each<[string, unknown]>([
    ["SHA1: ab", { algorithm: "SHA1", checksumValue: "ab" }],
    ["SHA256:ab", { algorithm: "SHA256", checksumValue: "ab" }],
    ["ab", {}],
  ])("PackageChecksum: %s", (value, expected) => {
    expect(spdxOf("PackageName: a", `PackageChecksum: ${value}`)).toMatchObject({
      packages: [{ checksums: [expected] }],
    });
  });

  test("what belongs to a package before any is named belongs to none", () => {
    expect(list(spdxOf("PackageVersion: 1", "ExternalRef: A b c"), "packages")).toEqual([]);
  });

  test("keeps the line of each package", () => {
    const { tags } = readTagLines("SPDXID: x\n\nPackageName: a\nPackageName:\n", "bom");
    expect(documentOfTags(tags).packageLines).toEqual([3, 4]);
  });
});
