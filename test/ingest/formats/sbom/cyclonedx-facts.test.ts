import { describe, expect, test } from "bun:test";
import type { Component } from "../../../../src/domain/component.ts";
import { toComponent } from "../../../../src/ingest/formats/sbom/cyclonedx-components.ts";
import { contactsOf, hashesOf, makersOf } from "../../../../src/ingest/formats/sbom/cyclonedx-facts.ts";

function read(members: Record<string, unknown>): Component | undefined {
  return toComponent({ name: "lib", ...members }, { input: "bom.json", pointer: "/components/0" });
}

const property = (name: string, value?: string) => ({ properties: [{ name, value }] });

describe("addFacts()", () => {
  test.each<[string, Record<string, unknown>, Partial<Component>]>([
    [
      "a manufacturer",
      { manufacturer: { name: "Acme", url: ["https://acme.example"] } },
      { producer: "Acme", contact: "https://acme.example" },
    ],
    ["its contact", { manufacturer: { contact: [{ email: "a@acme.example" }] } }, { contact: "a@acme.example" }],
    [
      "authors",
      { authors: [{ name: "Ann", email: "ann@acme.example" }] },
      { producer: "Ann", contact: "ann@acme.example" },
    ],
    ["an author, before 1.6", { author: "Ann" }, { producer: "Ann" }],
    ["a publisher", { publisher: "House" }, { producer: "House" }],
    [
      "declared licences",
      { licenses: [{ expression: "MIT", acknowledgement: "declared" }] },
      { declaredLicenses: ["MIT"] },
    ],
    [
      "concluded licences",
      { licenses: [{ license: { id: "MIT", acknowledgement: "concluded" } }] },
      { concludedLicenses: ["MIT"] },
    ],
    ["a SWID tag", { swid: { tagId: "x" } }, { hasOtherId: true }],
    ["an OmniBOR id", { omniborId: ["gitoid:blob:sha1:x"] }, { hasOtherId: true }],
    ["an end of life", property("cdx:lifecycle:milestone:endOfLife", "2024-01-01"), { supportEnds: "2024-01-01" }],
    ["a deprecation", property("cdx:npm:deprecated", "use other"), { deprecated: "use other" }],
    ["a deprecation without reason", property("cdx:npm:deprecated", "true"), { deprecated: "" }],
    ["a file name", property("bsi:component:filename", "a.jar"), { file: { name: "a.jar", hashes: [] } }],
    [
      "no executable",
      property("bsi:component:executable", "non-executable"),
      { file: { executable: false, hashes: [] } },
    ],
    ["an archive", property("bsi:component:archive", "Archive"), { file: { archive: true, hashes: [] } }],
    ["no structure", property("bsi:component:structured", "unstructured"), { file: { structured: false, hashes: [] } }],
    ["a word that is none", property("bsi:component:archive", "maybe"), { file: { hashes: [] } }],
    [
      "a distribution",
      { externalReferences: [{ type: "distribution", hashes: [{ alg: "SHA-512", content: "00" }] }] },
      { file: { hashes: ["SHA-512:00"] } },
    ],
  ])("reads %s", (_, members, expected) => {
    const { name: _name, licenses: _licenses, hashes: _hashes, source: _source, ...facts } = read(members) ?? {};
    expect<unknown>(facts).toEqual(expected);
  });

  test("the earlier of two ends counts", () => {
    const properties = ["2027-01-01", "2025-01-01"].map((value, index) => ({
      name: `cdx:lifecycle:milestone:${index === 0 ? "endOfLife" : "endOfSupport"}`,
      value,
    }));
    expect(read({ properties })?.supportEnds).toBe("2025-01-01");
  });

  test.each([
    ["a deprecation that is denied", property("cdx:npm:deprecated", "false")],
    ["a property of another kind", property("cdx:npm:path", "x")],
    ["an empty property", property("bsi:component:filename", " ")],
    ["a website", { externalReferences: [{ type: "website", hashes: [{ alg: "SHA-512", content: "00" }] }] }],
    ["odd members", { authors: "Ann", properties: [null, 1, {}], swid: [], licenses: [null] }],
  ])("takes nothing from %s", (_, members) => {
    const { producer, deprecated, file, hasOtherId } = read(members) ?? {};
    expect([producer, deprecated, file, hasOtherId]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

test("contactsOf() gives addresses of an entity and of its contacts", () => {
  const entity = { url: ["https://acme.example", 7], contact: [{ email: "a@acme.example" }, { phone: "1" }] };
  expect(contactsOf(entity)).toEqual(["https://acme.example", "a@acme.example"]);
});

test("makersOf() leaves out who has no name", () => {
  const metadata = {
    manufacturer: { url: ["https://acme.example"] },
    manufacture: { name: "Old" },
    authors: [{ name: "Ann" }],
  };
  expect(makersOf({ metadata })).toEqual([{ name: "Old" }, { name: "Ann" }]);
});

test("hashesOf() leaves out what is cut short", () => {
  expect(hashesOf({ hashes: [{ alg: "MD5", content: "00" }, { alg: "MD5" }, null] })).toEqual(["MD5:00"]);
});
