import { describe, expect, test } from "bun:test";
import {
  cwesOfProperties,
  cwesOfResult,
  cwesOfRule,
  cweTaxa,
} from "../../../../src/ingest/formats/findings/sarif-taxa.ts";

const taxa = cweTaxa({
  taxonomies: [
    { name: "OWASP", guid: "g-owasp", taxa: [{ id: "A01" }] },
    { name: "cwe", guid: "g-cwe", taxa: [{ id: "20" }, { id: "CWE-21" }] },
  ],
});

describe("cweTaxa()", () => {
  test.each([
    ["by name", { id: "79", toolComponent: { name: "CWE" } }, "CWE-79"],
    ["by guid", { id: "0079", toolComponent: { guid: "g-cwe" } }, "CWE-79"],
    ["by index of the taxonomy", { id: "79", toolComponent: { index: 1 } }, "CWE-79"],
    ["by index of taxonomy and taxon", { index: 1, toolComponent: { index: 1 } }, "CWE-21"],
    ["an id that spells it", { id: "CWE-79" }, "CWE-79"],
    ["another taxonomy", { id: "79", toolComponent: { index: 0 } }, undefined],
    ["another guid", { id: "79", toolComponent: { guid: "g-owasp" } }, undefined],
    ["no taxonomy", { id: "79" }, undefined],
    ["no number", { id: "x", toolComponent: { name: "CWE" } }, undefined],
    ["null", null, undefined],
  ])("%s", (_, reference, expected) => {
    expect(taxa(reference)).toBe(expected as string);
  });

  test("a taxonomy without a guid makes no reference without one a CWE", () => {
    expect(cweTaxa({ taxonomies: [{ name: "CWE" }] })({ id: "7", toolComponent: {} })).toBeUndefined();
  });
});

describe("cwesOfProperties()", () => {
  test.each([
    [
      { tags: ["security", "external/cwe/cwe-079", "CWE-89: SQL", "external/cwe/cwe-1220"] },
      ["CWE-79", "CWE-89", "CWE-1220"],
    ],
    [{ tags: ["79", "cwe", 80] }, []],
    [{ cwe: "CWE-200 Information Exposure" }, ["CWE-200"]],
    [{ cwe: "CWE-22, CWE-23" }, ["CWE-22", "CWE-23"]],
    [{ cwe: ["CWE-1", "2", 3, null, "CWE-1"] }, ["CWE-1", "CWE-2", "CWE-3"]],
    [{ cwe: 79 }, ["CWE-79"]],
    [{ cwe: { id: 79 } }, []],
    [undefined, []],
  ])("%p gives %p", (properties, expected) => {
    expect(cwesOfProperties({ properties })).toEqual(expected);
  });
});

test("cwesOfRule() joins relationships and properties, each once", () => {
  const relationships = [{ target: { id: "79", toolComponent: { name: "CWE" } } }, { target: { id: "A01" } }, null];
  const rule = { relationships, properties: { tags: ["CWE-79", "CWE-80"] } };
  expect(cwesOfRule(rule, taxa)).toEqual(["CWE-79", "CWE-80"]);
});

test("cwesOfResult() puts its own before its rule's, and shares the rule's list when it has none", () => {
  const ofRule = ["CWE-1"];
  expect(cwesOfResult({}, ofRule, taxa)).toBe(ofRule);
  expect(cwesOfResult({ taxa: [{ id: "CWE-2" }], properties: { cwe: "3" } }, ofRule, taxa)).toEqual([
    "CWE-2",
    "CWE-3",
    "CWE-1",
  ]);
});
