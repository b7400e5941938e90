import { describe, expect, test } from "bun:test";
import { riskChecks } from "../../../src/assess/design/checks.ts";
import { type DesignCase, statusIn } from "../../support/design-case.ts";

type Row = readonly [status: "pass" | "fail" | "unknown" | "not_applicable", given: DesignCase];

const store = { componentType: "database", dataClasses: ["pii"] } as const;

/** Each check with its cases; the three values are mandatory. */
const table: { readonly [check: string]: readonly Row[] } = {
  "design/internet-authentication": [
    ["pass", { over: { exposure: "internet", authentication: "yes" } }],
    ["pass", { over: { authentication: "yes" } }],
    ["fail", { over: { exposure: "internet", authentication: "no" } }],
    ["fail", { over: { exposure: "internal", authentication: "no" }, own: { internetExposed: "yes" } }],
    ["unknown", { over: { exposure: "internet" } }],
    ["unknown", { over: { exposure: "unknown", authentication: "no" } }],
    ["not_applicable", { over: { exposure: "internal", authentication: "no" } }],
  ],
  "design/partner-authentication": [
    ["pass", { over: { exposure: "partner", authentication: "yes" } }],
    ["fail", { over: { exposure: "partner", authentication: "no" } }],
    ["unknown", { over: { exposure: "partner", authentication: "unknown" } }],
    ["not_applicable", { over: { exposure: "internet", authentication: "no" } }],
  ],
  "design/boundary-authentication": [
    [
      "pass",
      {
        over: { exposure: "internal", authentication: "yes", trustBoundary: "a" },
        others: [{ trustBoundary: "b" }],
      },
    ],
    [
      "fail",
      { over: { exposure: "internal", authentication: "no", trustBoundary: "a" }, others: [{ trustBoundary: "b" }] },
    ],
    ["unknown", { over: { exposure: "internal", trustBoundary: "a" }, others: [{ trustBoundary: "b" }] }],
    ["not_applicable", { over: { exposure: "internal", authentication: "no", trustBoundary: "a" } }],
  ],
  "design/sensitive-data-authentication": [
    ["pass", { over: { exposure: "internal", authentication: "yes", dataClasses: ["pci"] } }],
    ["fail", { over: { exposure: "internal", authentication: "no", dataClasses: ["pci"] } }],
    ["unknown", { over: { exposure: "internal", authentication: "no" } }],
    ["not_applicable", { over: { exposure: "none", authentication: "no", dataClasses: ["pci"] } }],
    ["not_applicable", { over: { exposure: "internal", authentication: "no", dataClasses: ["public"] } }],
  ],
  "design/sensitive-data-encryption": [
    ["pass", { over: { dataClasses: ["phi"], extra: [["encryption", "aes-256"]] } }],
    ["fail", { over: { dataClasses: ["phi"], extra: [["isEncrypted", "false"]] } }],
    ["unknown", { over: { dataClasses: ["phi"] } }],
    ["not_applicable", { over: { dataClasses: ["internal"], extra: [["encryption", "none"]] } }],
  ],
  "design/transport-encryption": [
    ["pass", { over: { exposure: "internet", extra: [["protocol", "https"]] } }],
    ["fail", { over: { exposure: "partner", extra: [["protocol", "http"]] } }],
    ["unknown", { over: { exposure: "internet" } }],
    ["not_applicable", { over: { exposure: "internal", extra: [["tls", "no"]] } }],
  ],
  "design/credentials-encryption": [
    [
      "pass",
      {
        over: {
          extra: [
            ["storesCredentials", "true"],
            ["isEncrypted", "true"],
          ],
        },
      },
    ],
    [
      "fail",
      {
        over: {
          extra: [
            ["storesCredentials", "true"],
            ["isEncrypted", "false"],
          ],
        },
      },
    ],
    ["unknown", { over: { extra: [["storesCredentials", "true"]] } }],
    ["not_applicable", { over: {} }],
  ],
  "design/internet-store": [
    ["pass", { over: { ...store, exposure: "internal" } }],
    ["fail", { over: { ...store, exposure: "internet" } }],
    ["unknown", { over: store }],
    ["not_applicable", { over: { ...store, componentType: "service", exposure: "internet" } }],
  ],
  "design/shared-boundary": [
    ["pass", { over: { exposure: "internet", trustBoundary: "edge" }, others: [{ ...store, trustBoundary: "core" }] }],
    ["fail", { over: { exposure: "internet", trustBoundary: "edge" }, others: [{ ...store, trustBoundary: "edge" }] }],
    ["unknown", { over: { exposure: "internet" }, others: [{ ...store, trustBoundary: "edge" }] }],
    [
      "not_applicable",
      { over: { exposure: "internal", trustBoundary: "edge" }, others: [{ ...store, trustBoundary: "edge" }] },
    ],
  ],
  "design/critical-exposure": [
    ["pass", { over: { exposure: "internet", criticality: "high", authentication: "yes" } }],
    ["fail", { over: { exposure: "internet", criticality: "mission_critical", authentication: "no" } }],
    ["unknown", { over: { exposure: "internet", authentication: "no" } }],
    ["not_applicable", { over: { exposure: "internet", criticality: "low", authentication: "no" } }],
  ],
  "design/critical-owner": [
    ["pass", { over: { criticality: "high", owner: "team" } }],
    ["fail", { over: { criticality: "high" } }],
    ["unknown", { over: { criticality: "unknown" } }],
    ["not_applicable", { over: { criticality: "low" } }],
  ],
  "design/log-integrity": [
    [
      "pass",
      {
        over: {
          extra: [
            ["isALog", "true"],
            ["isSigned", "true"],
          ],
        },
      },
    ],
    [
      "fail",
      {
        over: {
          extra: [
            ["isALog", "true"],
            ["isSigned", "false"],
          ],
        },
      },
    ],
    ["unknown", { over: { extra: [["isALog", "true"]] } }],
    ["not_applicable", { over: { extra: [["isALog", "false"]] } }],
  ],
  "design/privileged-exposure": [
    ["pass", { over: { exposure: "internet", extra: [["privilegeLevel", "user"]] } }],
    ["fail", { over: { exposure: "internet", extra: [["privilegeLevel", "root"]] } }],
    ["unknown", { over: { exposure: "internet", extra: [["privilegeLevel", "tbd"]] } }],
    ["not_applicable", { over: { exposure: "internal", extra: [["privilegeLevel", "root"]] } }],
  ],
};

describe.each(riskChecks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  const rows = table[id] ?? [];

  test.each(rows)("is %s", (status, given) => {
    expect(statusIn(id, given)).toBe(status);
  });

  test("has a case of each value", () => {
    expect(new Set(rows.map(([status]) => status))).toEqual(new Set(["pass", "fail", "unknown", "not_applicable"]));
  });

  test("is about risk, says why and what to do", () => {
    expect(check.about).toBe("risk");
    expect([check.title, check.fails, check.spared, check.wants, check.fix].every((text) => text.length > 8)).toBe(
      true,
    );
    expect(check.references.length).toBeGreaterThan(0);
  });
});

test("the checks cover STRIDE", () => {
  expect(new Set(riskChecks.map(({ stride }) => stride)).size).toBe(6);
});
