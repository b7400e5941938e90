import { describe, expect, test } from "bun:test";
import { recordChecks } from "../../../src/assess/design/record-checks.ts";
import { type DesignCase, statusIn } from "../../support/design-case.ts";

type Row = readonly [status: "pass" | "fail" | "unknown" | "not_applicable", given: DesignCase];

const table: { readonly [check: string]: readonly Row[] } = {
  "design/exposure-stated": [
    ["pass", { over: { exposure: "none" } }],
    ["fail", { over: {} }],
    ["fail", { over: { exposure: "unknown" } }],
  ],
  "design/data-classification-stated": [
    ["pass", { over: { dataClasses: ["public"] } }],
    ["fail", { over: {} }],
    ["fail", { over: { dataClasses: ["unknown"] } }],
  ],
  "design/authentication-stated": [
    ["pass", { over: { exposure: "internal", authentication: "no" } }],
    ["fail", { over: { exposure: "internal" } }],
    ["unknown", { over: {} }],
    ["not_applicable", { over: { exposure: "none" } }],
  ],
  "design/owner-stated": [
    ["pass", { over: { owner: "team" } }],
    ["fail", { over: {} }],
    ["not_applicable", { over: { criticality: "high" } }],
  ],
  "design/criticality-stated": [
    ["pass", { over: { criticality: "low" } }],
    ["fail", { over: {} }],
  ],
  "design/boundary-stated": [
    ["pass", { over: { exposure: "internet", trustBoundary: "edge" } }],
    ["fail", { over: { dataClasses: ["pii"] } }],
    ["unknown", { over: {} }],
    ["not_applicable", { over: { exposure: "internal", dataClasses: ["public"] } }],
  ],
  "design/words-known": [
    ["pass", { over: { exposure: "none" } }],
    ["fail", { over: { criticality: "unknown" } }],
  ],
  "design/id-unique": [
    ["pass", { over: {}, others: [{ name: "it-2" }] }],
    ["fail", { over: {}, others: [{ name: "IT" }] }],
  ],
  "design/descriptions-agree": [
    ["pass", { over: { exposure: "none" }, others: [{ name: "it", exposure: "none", authentication: "yes" }] }],
    ["fail", { over: { exposure: "none" }, others: [{ name: "it", exposure: "partner" }] }],
    ["not_applicable", { over: {} }],
  ],
  "design/context-exposure": [
    ["pass", { over: { exposure: "internet" }, own: { internetExposed: "yes" } }],
    ["fail", { over: { exposure: "internet" }, own: { internetExposed: "no" } }],
    ["fail", { over: { exposure: "internal" }, own: { internetExposed: "yes" } }],
    ["fail", { over: { exposure: "internet" }, application: { internetExposed: "no" } }],
    ["pass", { over: { exposure: "internal" }, application: { internetExposed: "yes" } }],
    ["unknown", { over: {}, own: { internetExposed: "no" } }],
    ["not_applicable", { over: { exposure: "internet" } }],
  ],
  "design/context-data": [
    ["pass", { over: { dataClasses: ["pii", "pci"] }, own: { dataSensitivity: ["pii"] } }],
    ["fail", { over: { dataClasses: ["public"] }, own: { dataSensitivity: ["pii"] } }],
    ["not_applicable", { over: { dataClasses: ["public"] }, own: { criticality: "low" } }],
  ],
  "design/context-criticality": [
    ["pass", { over: { criticality: "high" }, own: { criticality: "high" } }],
    ["fail", { over: { criticality: "high" }, own: { criticality: "low" } }],
    ["not_applicable", { over: { criticality: "high" }, own: { owner: "team" } }],
  ],
  "design/out-of-scope": [
    [
      "pass",
      {
        over: {
          extra: [
            ["outOfScope", "true"],
            ["reasonOutOfScope", "bought"],
          ],
        },
      },
    ],
    ["fail", { over: { extra: [["out_of_scope", "true"]] } }],
    ["not_applicable", { over: {} }],
  ],
};

describe.each(recordChecks.map(({ id, about }) => [id, about] as const))("%s", (id, about) => {
  const rows = table[id] ?? [];

  test.each(rows)("is %s", (status, given) => {
    expect(statusIn(id, given)).toBe(status);
  });

  test("is about the record, and has a case that passes and one that fails", () => {
    expect(about).toBe("record");
    expect(rows.map(([status]) => status)).toEqual(expect.arrayContaining(["pass", "fail"]));
  });
});
