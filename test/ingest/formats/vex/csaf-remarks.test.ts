import { describe, expect, test } from "bun:test";
import {
  actionOf,
  impactOf,
  isOddFlag,
  justificationOf,
  readRemarks,
  remarkOn,
} from "../../../../src/ingest/formats/vex/csaf-remarks.ts";

test.each([
  ["a label with products", { label: "component_not_present", product_ids: ["P"] }, "component_not_present"],
  ["a label with groups", { label: "component_not_present", group_ids: ["G"] }, "component_not_present"],
  ["a label about nothing", { label: "component_not_present" }, undefined],
  ["another word", { label: "trust_me", product_ids: ["P"] }, undefined],
])("justificationOf(): %s", (_, flag, expected) => {
  expect(justificationOf(flag)).toBe(expected);
});

test("isOddFlag() tells labels that CSAF does not have", () => {
  expect([{}, null, { label: "x" }, { label: "component_not_present" }].map(isOddFlag)).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test.each([
  ["a reason", { category: "impact", details: " not called " }, "not called"],
  ["a word of severity", { category: "impact", details: "Important" }, undefined],
  ["a blank text", { category: "impact", details: " " }, undefined],
  ["another threat", { category: "exploit_status", details: "none" }, undefined],
])("impactOf(): %s", (_, threat, expected) => {
  expect(impactOf(threat)).toBe(expected);
});

test.each([
  [{ category: "vendor_fix", details: "take 2.0" }, "vendor_fix: take 2.0"],
  [{ category: "none_available", details: "" }, "none_available"],
  [{ details: "x".repeat(900) }, "x".repeat(500)],
  [{}, undefined],
])("actionOf(%p)", (remediation, expected) => {
  expect(actionOf(remediation)).toBe(expected);
});

describe("remarkOn()", () => {
  const said = (entry: unknown): string => String(Object(entry).say);

  test("joins what is said of the product, of its groups and of everything, once", () => {
    const entries = [
      { say: "own", product_ids: ["P"] },
      { say: "group", group_ids: ["G"] },
      { say: "own", group_ids: ["G"] },
      { say: "all" },
      { say: "other", product_ids: ["Q"] },
    ];
    const remarks = readRemarks(entries, said);
    expect(remarkOn(remarks, "P", ["G"])).toBe("own; group; all");
    expect(remarkOn(remarks, "R", [])).toBe("all");
  });

  test("stays short when a document says a thousand things", () => {
    const entries = Array.from({ length: 1000 }, (_, i) => ({ say: `s${i}`, product_ids: ["P"] }));
    expect(remarkOn(readRemarks(entries, said), "P", [])?.split("; ").length).toBe(10);
  });
});
