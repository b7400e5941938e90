import { describe, expect, test } from "bun:test";
import { type Element, readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";
import {
  agentName,
  hasOddVersion,
  isPackage,
  readSpdx3Packages,
} from "../../../../src/ingest/formats/sbom/spdx-3-packages.ts";

const read = (...nodes: readonly unknown[]) => readSpdx3Packages(readGraph({ "@graph": nodes }), "sbom.json");
const pkg = { type: "software_Package", spdxId: "p", name: "a" };

function elementOf(node: object): Element {
  const [element] = readGraph({ "@graph": [node] }).elements;
  if (element === undefined) throw new Error("no element");
  return element;
}

test.each([
  ["software_Package", true],
  ["ai_AIPackage", true],
  ["dataset_DatasetPackage", true],
  ["software_File", false],
])("isPackage() of a %s is %p", (type, expected) => {
  expect(isPackage(elementOf({ type }))).toBe(expected);
});

test.each([
  ["1.0", false],
  [null, false],
  [1, true],
])("hasOddVersion() of %p is %p", (version, expected) => {
  expect(hasOddVersion(elementOf({ ...pkg, software_packageVersion: version }))).toBe(expected);
});

test.each([
  ["Organization: Acme", "Acme"],
  ["Tool:syft-1.0", "syft-1.0"],
  ["NOASSERTION", undefined],
  ["Person:", undefined],
])("agentName() of %p is %p", (name, expected) => {
  expect(agentName(elementOf({ type: "Agent", name }))).toBe(expected);
});

describe("readSpdx3Packages()", () => {
  test.each([
    ["its own purl", { software_packageUrl: "pkg:npm/a@1" }, "pkg:npm/a@1"],
    [
      "an identifier",
      {
        externalIdentifier: [
          { type: "ExternalIdentifier", externalIdentifierType: "packageUrl", identifier: "pkg:npm/a@2" },
        ],
      },
      "pkg:npm/a@2",
    ],
    [
      "an identifier by its older name",
      {
        externalIdentifier: [{ type: "ExternalIdentifier", externalIdentifierType: "purl", identifier: "pkg:npm/a@3" }],
      },
      "pkg:npm/a@3",
    ],
  ])("takes the purl from %s", (_, members, purl) => {
    expect(read({ ...pkg, ...members }).components[0]?.purl).toBe(purl);
  });

  test("keeps a package whose purl is none, and counts it", () => {
    const { components, badPurls } = read({ ...pkg, software_packageUrl: "a@1" });
    expect([components.length, components[0]?.purl, badPurls]).toEqual([1, undefined, 1]);
  });

  test("prefers the newer CPE, the concluded licence, and knows the supplier", () => {
    const identifier = (externalIdentifierType: string, text: string) => {
      return { type: "ExternalIdentifier", externalIdentifierType, identifier: text };
    };
    const license = (relationshipType: string, to: string) => ({
      type: "Relationship",
      relationshipType,
      from: "p",
      to: [to],
    });
    const { components } = read(
      {
        ...pkg,
        suppliedBy: "o",
        externalIdentifier: [identifier("cpe22", "cpe:/a:x"), identifier("cpe23", "cpe:2.3:a:x")],
        verifiedUsing: [{ type: "Hash", algorithm: "sha256", hashValue: "00" }, { type: "Hash" }],
      },
      { type: "Organization", spdxId: "o", name: "Acme" },
      license("hasDeclaredLicense", "https://spdx.org/licenses/MIT"),
      license("hasConcludedLicense", "https://spdx.org/licenses/Apache-2.0"),
    );
    expect(components[0]).toMatchObject({
      cpe: "cpe:2.3:a:x",
      supplier: "Acme",
      licenses: ["Apache-2.0"],
      hashes: ["sha256:00"],
    });
  });

  test("counts packages without a name and entries that are no element", () => {
    const { components, notUsed } = read(pkg, { type: "software_Package" }, 3);
    expect([components.length, [...notUsed.values()]]).toEqual([1, [1, 1]]);
  });
});
