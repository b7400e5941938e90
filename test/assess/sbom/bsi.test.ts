import { describe, expect, test } from "bun:test";
import { bsi } from "../../../src/assess/sbom/bsi.ts";
import type { Component } from "../../../src/domain/component.ts";
import { about, documentOf, part } from "../../support/sboms.ts";
import { elementsOf } from "../../support/standards.ts";

const digest = `SHA-512:${"0a".repeat(64)}`;

const whole: Partial<Component> = {
  version: "1",
  contact: "a@acme.example",
  concludedLicenses: ["MIT OR LicenseRef-own"],
  file: { name: "a.jar", executable: false, archive: true, structured: true, hashes: [digest] },
};

const additional = ["sbom_uri", "source_uri", "deployable_uri", "unique_identifiers", "original_licences"];

test("bsi of an SBOM that says all of it leaves open what is asked only where it exists", () => {
  const said = about({ contacts: ["a@acme.example"], timestamp: "2026-01-01T00:00:00Z", tellsCompleteness: true });
  const found = Object.entries(elementsOf("bsi", documentOf(["a"], { about: said }), [part("a", whole)]));
  expect(found.filter(([, status]) => status === "not_evaluated").map(([id]) => id)).toEqual(additional);
  expect(found.filter(([, status]) => status === "present")).toHaveLength(bsi.elements.length - additional.length);
});

test.each([
  ["CycloneDX", "1.6", "present"],
  ["CycloneDX", "1.7", "present"],
  ["CycloneDX", "1.10", "present"],
  ["CycloneDX", "1.5", "missing"],
  ["SPDX", "3.0.1", "present"],
  ["SPDX", "3.1", "present"],
  ["SPDX", "3.0.0", "missing"],
  ["SPDX", "3.0", "missing"],
  ["SPDX", "2.3", "missing"],
  ["Syft", "16.1.0", "missing"],
] as const)("bsi takes %s %s for a format that is %s", (format, formatVersion, expected) => {
  expect(elementsOf("bsi", documentOf([], { about: about({ format, formatVersion }) }), [])["format"]).toBe(expected);
});

describe("bsi asks each component", () => {
  const element = (id: string, over: Partial<Component>) =>
    elementsOf("bsi", documentOf([]), [part("a", { ...whole, ...over })])[id];
  const file = (hash: string): Partial<Component> => ({ file: { hashes: [hash] } });

  test.each<[string, Partial<Component>, string]>([
    ["distribution_licences", { concludedLicenses: ["Apache License 2.0"] }, "missing"],
    ["distribution_licences", { concludedLicenses: ["NoSuch-1.0"] }, "missing"],
    ["distribution_licences", { concludedLicenses: [] }, "missing"],
    ["hash_sha512", file(digest.replace("SHA-512", "sha512")), "present"],
    ["hash_sha512", file(`SHA-256:${"0a".repeat(32)}`), "missing"],
    ["hash_sha512", file("SHA-512:0a"), "missing"],
    ["executable", file(digest), "missing"],
    ["filename", file(digest), "missing"],
  ])("for %s of %j: %s", (id, over, expected) => {
    expect(element(id, over)).toBe(expected);
  });

  test("for the hash of the file, not of the component", () => {
    const { file: _, ...bare } = whole;
    expect(elementsOf("bsi", documentOf([]), [part("a", { ...bare, hashes: [digest] })])["hash_sha512"]).toBe(
      "missing",
    );
  });
});

test("bsi wants no vulnerabilities in an SBOM", () => {
  const document = documentOf([], { about: about({ holdsVulnerabilities: true }) });
  expect(elementsOf("bsi", document, [])["no_vulnerabilities"]).toBe("missing");
});
