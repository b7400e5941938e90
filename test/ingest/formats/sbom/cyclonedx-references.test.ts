import { describe, expect, test } from "bun:test";
import { readComponents, toComponent } from "../../../../src/ingest/formats/sbom/cyclonedx-components.ts";
import { countServices, readReferences, resolve } from "../../../../src/ingest/formats/sbom/cyclonedx-references.ts";

const own = "abcdef11-2222-4333-8444-555555555555";
const other = "99999999-2222-4333-8444-555555555555";

const bom = {
  serialNumber: `urn:uuid:${own}`,
  metadata: { component: { name: "app", version: "1", "bom-ref": "app", purl: "pkg:generic/app@1" } },
  components: [
    { name: "one", version: "1", "bom-ref": "one", purl: "pkg:npm/one@1" },
    { name: "bare", version: "2", "bom-ref": "bare" },
    { name: "coded", "bom-ref": "pkg:npm/coded@1" },
    { name: "left", "bom-ref": "twin" },
    { name: "right", "bom-ref": "twin" },
    { name: "left", "bom-ref": "twin" },
    { name: "same", version: "1", "bom-ref": "same", purl: "pkg:npm/same@1" },
    { name: "same", version: "1", "bom-ref": "same", purl: "pkg:npm/same@1" },
  ],
  vulnerabilities: [{}],
  services: [{ name: "svc", "bom-ref": "svc", services: [{ name: "sub", "bom-ref": "sub" }] }],
};

const serialOwn = { serial: own };

const subject = toComponent(bom.metadata.component, { input: "bom.json", pointer: "/metadata/component" });
const references = readReferences(bom, "bom.json", readComponents(bom, "bom.json").components, subject);

test.each<[string, string, { readonly serial?: string }, true | undefined]>([
  ["to another document", `urn:cdx:${other}/1#one`, serialOwn, true],
  ["to this document", `urn:cdx:${own}/1#nobody`, serialOwn, undefined],
  ["of a document without serial number", `urn:cdx:${other}/1#one`, {}, undefined],
  ["that names no element", `urn:cdx:${other}/1`, serialOwn, undefined],
])("resolve() of a BOM-Link %s", (_, ref, serial, expected) => {
  expect(resolve(ref, { byRef: new Map(), ...serial }).isElsewhere).toBe(expected);
});

describe("resolve()", () => {
  test.each<[string, string, string | undefined, string | undefined]>([
    ["a bom-ref", "one", "one", "pkg:npm/one@1"],
    ["a bom-ref of a component without purl", "bare", "bare", undefined],
    ["a bom-ref that looks like a purl", "pkg:npm/coded@1", "coded", undefined],
    ["the subject", "app", "app", "pkg:generic/app@1"],
    ["a service", "svc", "svc", undefined],
    ["a nested service", "sub", "sub", undefined],
    ["a bom-ref of equal components", "same", "same", "pkg:npm/same@1"],
    ["a bom-ref of different components", "twin", undefined, undefined],
    ["a purl", "pkg:npm/@a/b@1", undefined, "pkg:npm/%40a/b@1"],
    ["a BOM-Link to this document", `urn:cdx:${own}/1#one`, "one", "pkg:npm/one@1"],
    ["a BOM-Link in capitals", `urn:cdx:${own.toUpperCase()}/1#one`, "one", "pkg:npm/one@1"],
    ["an encoded BOM-Link to this document", `urn:cdx:${own}/3#pkg%3Anpm%2Fcoded%401`, "coded", undefined],
    ["a BOM-Link to another document", `urn:cdx:${other}/1#one`, undefined, undefined],
    ["a BOM-Link with a raw purl", `urn:cdx:${other}/1#pkg:npm/%40a/b@1`, undefined, "pkg:npm/%40a/b@1"],
    ["a BOM-Link with an encoded purl", `urn:cdx:${other}/1#pkg%3Anpm%2F%2540a%2Fb%401`, undefined, "pkg:npm/%40a/b@1"],
    [
      "a BOM-Link with qualifiers",
      `urn:cdx:${other}/1#pkg:deb/d/c%2B%2B@1?arch=x`,
      undefined,
      "pkg:deb/d/c%2B%2B@1?arch=x",
    ],
    ["a BOM-Link with a stray percent sign", `urn:cdx:${other}/1#100%`, undefined, undefined],
    ["a BOM-Link to a whole document", `urn:cdx:${other}/1`, undefined, undefined],
    ["a name", "somebody", undefined, undefined],
    ["a name of Object.prototype", "constructor", undefined, undefined],
  ])("resolves %s", (_, ref, name, purl) => {
    const target = resolve(ref, references);
    expect([target.id, target.component?.name, target.purl]).toEqual([ref, name, purl]);
  });
});

test("resolve() takes a link to a serial number for foreign when the document has none", () => {
  const { byRef } = references;
  expect(resolve(`urn:cdx:${own}/1#one`, { byRef }).component).toBeUndefined();
});

test("countServices() counts nested services", () => {
  expect(countServices(bom)).toBe(2);
  expect(countServices({ services: [null, "x", {}] })).toBe(1);
});
