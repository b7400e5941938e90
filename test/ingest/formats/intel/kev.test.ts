import { describe, expect, test } from "bun:test";
import type { Kev } from "../../../../src/domain/vulnerability.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { kev } from "../../../../src/ingest/formats/intel/kev.ts";
import { codeOf } from "../../../support/code-of.ts";

const entry = { cveID: "CVE-2024-0001", dateAdded: "2024-01-02", dueDate: "2024-01-23" };

function read(catalogue: object): Reading {
  const value = {
    catalogVersion: "2026.08.21",
    dateReleased: "2026-08-21T17:46:43.6019Z",
    vulnerabilities: [entry],
    ...catalogue,
  };
  return kev.read({ form: "json", value }, { name: "kev.json", sha256: "ab".repeat(32) });
}

function only(fields: object): Kev | undefined {
  const [catalogue] = read({ vulnerabilities: [{ ...entry, ...fields }] }).items.kevCatalogues ?? [];
  return catalogue?.entries.get("CVE-2024-0001");
}

test.each([
  ["a catalogue", { catalogVersion: "1", vulnerabilities: [{ cveID: "CVE-2024-0001" }] }, true],
  ["an empty catalogue", { catalogVersion: "1", vulnerabilities: [] }, true],
  ["no version", { vulnerabilities: [{ cveID: "CVE-2024-0001" }] }, false],
  ["other vulnerabilities", { catalogVersion: "1", vulnerabilities: [{ id: "CVE-2024-0001" }] }, false],
  ["null", null, false],
])("kev.detect(): %s", (_, value, expected) => {
  expect(kev.detect({ form: "json", value })).toBe(expected);
});

describe("kev.read()", () => {
  test.each([" CVE-2024-0001", "CVE\u20112024\u20110001", "cve-2024-0001"])("knows %j as CVE-2024-0001", (cveID) => {
    expect(only({ cveID })).toBeDefined();
  });

  test.each([
    ["Known", true],
    ["known", true],
    ["Unknown", false],
    [undefined, false],
    [7, false],
  ])("ransomware use %p is %p", (knownRansomwareCampaignUse, ransomware) => {
    expect(only({ knownRansomwareCampaignUse })?.ransomware).toBe(ransomware);
  });

  test.each([
    ["2024-01-23", "2024-01-23"],
    ["2024-02-30", "2024-01-02"],
    ["", "2024-01-02"],
    [undefined, "2024-01-02"],
  ])("due date %p is %p: without one it is due at once", (dueDate, expected) => {
    expect(only({ dueDate })?.dueDate).toBe(expected);
  });

  test.each([
    [{ cveID: "CVE-24-1" }],
    [{ cveID: undefined }],
    [{ cveID: "CVE-2024-0001 x" }],
    [{ dateAdded: "2024-1-2" }],
    [{ dateAdded: "2023-02-29" }],
    [{ dateAdded: null }],
  ])("an entry with %p is counted and a doubt", (fields) => {
    const { accounts, coverage } = read({ vulnerabilities: [{ ...entry, ...fields }, entry] });
    expect(accounts[0]).toMatchObject({ raw: 2, kept: 1 });
    expect(coverage.doubts).toHaveLength(1);
  });

  test.each([
    ["2026-08-21T17:46:43.6019Z", "2026-08-21T17:46:43.6019Z"],
    ["2026-08-21T17:46:43", "2026-08-21T17:46:43Z"],
    ["2026-08-21T17:46:43+02:00", "2026-08-21T17:46:43+02:00"],
    ["2026-13-21T17:46:43Z", "2026-08-21T00:00:00Z"],
    ["21 August", "2026-08-21T00:00:00Z"],
    [undefined, "2026-08-21T00:00:00Z"],
  ])("release %p is %p", (dateReleased, expected) => {
    expect(read({ dateReleased }).items.kevCatalogues?.[0]?.released).toBe(expected);
  });

  test("without any date it is malformed", () => {
    expect(codeOf(() => read({ dateReleased: "x", catalogVersion: "2026.02.30" }))).toBe("INPUT_MALFORMED");
  });

  test.each([
    [1, 0],
    [undefined, 0],
    [1273, 1],
  ])("count %p gives %p doubts", (count, doubts) => {
    expect(read({ count }).coverage.doubts).toHaveLength(doubts);
  });

  test("names itself and its bytes", () => {
    expect(read({}).items.kevCatalogues?.[0]).toMatchObject({
      version: "2026.08.21",
      origin: "input",
      sha256: "ab".repeat(32),
    });
  });
});
