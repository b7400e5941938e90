import { describe, expect, test } from "bun:test";
import type { VexStatement } from "../../../../src/domain/vex.ts";
import { readProductTree } from "../../../../src/ingest/formats/vex/csaf-products.ts";
import { type CsafStatements, readCsafStatements } from "../../../../src/ingest/formats/vex/csaf-statements.ts";

const tree = readProductTree({
  full_product_names: ["A", "B"].map((id) => ({ name: `name of ${id}`, product_id: id })),
  product_groups: [{ group_id: "G", product_ids: ["B"] }],
});

function read(...vulnerabilities: readonly unknown[]): CsafStatements {
  return readCsafStatements(vulnerabilities, { input: "csaf.json", tree, timestamp: undefined, author: "Acme" });
}

function first(vulnerability: object): VexStatement | undefined {
  return read({ cve: "CVE-2026-0001", ...vulnerability }).statements[0];
}

describe("readCsafStatements()", () => {
  test.each([
    ["first_affected", "affected"],
    ["known_affected", "affected"],
    ["last_affected", "affected"],
    ["known_not_affected", "not_affected"],
    ["first_fixed", "fixed"],
    ["fixed", "fixed"],
    ["under_investigation", "under_investigation"],
    ["recommended", undefined],
    ["unknown", undefined],
    ["constructor", undefined],
  ])("%s is %p", (key, status) => {
    expect<unknown>(first({ product_status: { [key]: ["A"] } })?.status).toBe(status);
  });

  test("keeps products of one reason together and others apart", () => {
    const threats = [{ category: "impact", details: "not called", group_ids: ["G"] }];
    const status = { known_not_affected: ["A", "B"], fixed: ["A", "B"] };
    const { statements, kept } = read({ cve: "CVE-2026-0001", threats, product_status: status });
    expect(statements.map((one) => [one.status, one.products.length, one.impact])).toEqual([
      ["not_affected", 1, undefined],
      ["not_affected", 1, "not called"],
      ["fixed", 2, undefined],
    ]);
    expect(kept).toBe(4);
  });

  test("a product that stands twice is one product, and both entries are accounted for", () => {
    const { statements, kept } = read({
      cve: "CVE-2026-0001",
      product_status: { known_affected: ["A"], last_affected: ["A"] },
    });
    expect([statements[0]?.products.length, kept]).toEqual([1, 2]);
  });

  test.each([
    ["cve", { cve: "cve-2026-0001", ids: [{ text: "GHSA-2222-3333-4444" }] }, ["CVE-2026-0001", "GHSA-2222-3333-4444"]],
    [
      "a flaw's id before a ticket's",
      { cve: undefined, ids: [{ text: "4711" }, { text: "GO-2026-1" }] },
      ["GO-2026-1"],
    ],
    ["any id", { cve: "", ids: [{ text: "4711" }] }, ["4711"]],
    ["an erratum is no alias", { ids: [{ text: "RHSA-2026:1" }] }, ["CVE-2026-0001"]],
  ])("names: %s", (_, names, expected) => {
    const statement = first({ ...names, product_status: { fixed: ["A"] } });
    expect([statement?.vulnerability, ...(statement?.aliases ?? [])]).toEqual(expected);
  });

  test("counts what it cannot use", () => {
    const { notUsed, kept } = read(
      { product_status: { fixed: ["A"] } },
      { cve: "CVE-2026-0001", product_status: { fixed: [null, "Z"], cleared: ["A"], recommended: ["A"] } },
    );
    expect(kept).toBe(0);
    expect([...notUsed.values()].reduce((a, b) => a + b)).toBe(5);
    expect(notUsed.size).toBe(5);
  });
});
