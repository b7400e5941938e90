import { describe, expect, test } from "bun:test";
import { readComponents, toComponent } from "../../../../src/ingest/formats/sbom/cyclonedx-components.ts";
import { readReferences } from "../../../../src/ingest/formats/sbom/cyclonedx-references.ts";
import { aliasesOf, readObservations } from "../../../../src/ingest/formats/sbom/cyclonedx-vulnerabilities.ts";

const serial = "abcdef11-2222-4333-8444-555555555555";
const components = [{ name: "one", version: "1", "bom-ref": "one", purl: "pkg:npm/one@1" }];

function observe(vulnerability: unknown, listed: readonly unknown[] = components) {
  const bom = { components: listed, vulnerabilities: [vulnerability] };
  const found = readComponents(bom, "bom.json").components;
  const subject = toComponent({ name: "app", "bom-ref": "app" }, { input: "bom.json", pointer: "/metadata/component" });
  const references = readReferences(bom, "bom.json", found, subject);
  return readObservations(bom, { input: "bom.json", references, listsComponents: found.length > 0, tool: "t" });
}

function summary(vulnerability: unknown, listed?: readonly unknown[]): unknown {
  const { observations, notUsed } = observe(vulnerability, listed);
  return [observations.map((observation) => observation.package.name), [...notUsed]];
}

describe("readObservations() of an analysed vulnerability", () => {
  const analysed = { id: "CVE-2026-0001", analysis: { state: "not_affected" } };

  test.each<[string, string, readonly unknown[], readonly string[]]>([
    ["a listed component", "one", components, ["one"]],
    ["the subject of an SBOM", "app", components, ["app"]],
    ["the subject of a VEX", "app", [], []],
    ["a purl that is elsewhere", "pkg:npm/one@1", components, []],
    ["a name that is nowhere", "nobody", components, []],
  ])("about %s", (_, ref, listed, names) => {
    expect(summary({ ...analysed, affects: [{ ref }] }, listed)).toEqual([names, []]);
  });

  test.each(["exploitable", "in_triage"])("that is %s stays, whatever it is about", (state) => {
    const affects = ["app", "pkg:npm/one@2", "nobody", `urn:cdx:${serial}/1#one`].map((ref) => ({ ref }));
    const names = ["app", "one", "nobody", `urn:cdx:${serial}/1#one`];
    expect(summary({ ...analysed, analysis: { state }, affects }, [])).toEqual([names, []]);
  });

  test.each([
    ["exploitable", []],
    ["resolved", []],
    [undefined, ["pkg"]],
  ])("with state %p of a thing of another document", (state, names) => {
    const affects = [{ ref: `urn:cdx:${serial}/1#pkg` }];
    const vulnerability = { id: "CVE-2026-0001", affects, analysis: { state } };
    const bom = { serialNumber: "urn:uuid:99999999-2222-4333-8444-555555555555", vulnerabilities: [vulnerability] };
    const references = readReferences(bom, "bom.json", [], undefined);
    const { observations } = readObservations(bom, { input: "b", references, listsComponents: false, tool: "t" });
    expect(observations.map((one) => one.package.name.split("#")[1])).toEqual(names);
  });

  test("with a state that CycloneDX does not have counts as not analysed", () => {
    expect(summary({ id: "CVE-2026-0001", analysis: { state: "fine" }, affects: [{ ref: "nobody" }] })).toEqual([
      ["nobody"],
      [],
    ]);
  });

  test("stays although its version is listed as unaffected", () => {
    const affects = [{ ref: "one", versions: [{ version: "1", status: "unaffected" }] }];
    expect(summary({ id: "CVE-2026-0001", analysis: { state: "exploitable" }, affects })).toEqual([["one"], []]);
  });
});

describe("readObservations() of a disclosure", () => {
  test.each<[string, unknown, unknown]>([
    [
      "every affected thing",
      { id: "X", affects: [{ ref: "one" }, { ref: "app" }, { ref: "far" }] },
      [["one", "app", "far"], []],
    ],
    ["a thing twice", { id: "X", affects: [{ ref: "one" }, { ref: "one" }] }, [["one", "one"], []]],
    [
      "no unaffected version",
      { id: "X", affects: [{ ref: "one", versions: [{ version: "1", status: "unaffected" }] }] },
      [[], [["its version is listed as unaffected", 1]]],
    ],
    ["no thing", { id: "X" }, [[], [["names no affected component", 1]]]],
    ["no ref", { id: "X", affects: [{}, {}] }, [[], [["an entry of affects has no ref", 2]]]],
    ["no id", { affects: [{ ref: "one" }] }, [[], [["has no id", 1]]]],
    ["no object", null, [[], [["is not an object", 1]]]],
  ])("observes %s", (_, vulnerability, expected) => {
    expect(summary(vulnerability)).toEqual(expected);
  });

  test("tells what a foreign purl tells", () => {
    const { observations } = observe({ id: "X", affects: [{ ref: "pkg:npm/%40a/b@2?x=y" }] });
    expect(observations[0]?.package).toEqual({ name: "b", version: "2", purl: "pkg:npm/%40a/b@2?x=y" });
  });

  test.each<[string, unknown, string | undefined]>([
    ["the first line", "One.\r\nTwo.", "One."],
    ["the first line that has text", "\n\n  One.  \nTwo.", "One."],
    ["120 characters", "x".repeat(500), "x".repeat(120)],
    ["nothing of blanks", " \n ", undefined],
    ["nothing of a number", 7, undefined],
  ])("is titled by %s", (_, description, title) => {
    expect(observe({ id: "X", description, affects: [{ ref: "one" }] }).observations[0]?.title).toBe(title);
  });

  test.each<[unknown, readonly string[]]>([
    [
      [79, 89],
      ["CWE-79", "CWE-89"],
    ],
    [["CWE-79", "79", 79], ["CWE-79"]],
    [[0, -1, 1.5, null, { toString: 1 }, [79]], []],
    [79, []],
  ])("has of cwes %j the weaknesses %j", (cwes, expected) => {
    expect(observe({ id: "X", cwes, affects: [{ ref: "one" }] }).observations[0]?.cwes).toEqual([...expected]);
  });
});

describe("aliasesOf()", () => {
  test.each<[string, readonly unknown[], readonly string[]]>([
    ["CVE-2026-0001", ["GHSA-2222-3333-4444"], ["GHSA-2222-3333-4444"]],
    ["GHSA-2222-3333-4444", ["cve-2026-0001"], ["CVE-2026-0001"]],
    ["SNYK-1", ["CVE-2026-0001", "GHSA-2222-3333-4444"], ["CVE-2026-0001", "GHSA-2222-3333-4444"]],
    ["CVE-2026-0001", ["CVE-2026-0001"], []],
    ["CVE-2026-0001", ["CVE-2026-0002"], []],
    ["GHSA-2222-3333-4444", ["CVE-2026-0001", "CVE-2026-0002"], []],
    ["CVE-2026-0001", ["SNYK-1", "DSA-1", "https://example.org/CVE-2026-0001"], []],
    ["CVE-2026-0001", [7, null], []],
  ])("of %s with references %j is %j", (id, ids, expected) => {
    expect(aliasesOf({ references: ids.map((reference) => ({ id: reference })) }, id)).toEqual([...expected]);
  });
});
