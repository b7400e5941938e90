import { describe, expect, test } from "bun:test";
import { cargoAudit } from "../../../../src/ingest/formats/vulnerabilities/cargo-audit.ts";

describe("cargoAudit.detect()", () => {
  test.each([
    ["a report", { database: {}, lockfile: {}, vulnerabilities: { list: [] } }, true],
    ["a list of vulnerabilities", { database: {}, lockfile: {}, vulnerabilities: [] }, false],
    ["no lock file", { database: {}, vulnerabilities: {} }, false],
  ])("%s", (_, value, expected) => {
    expect(cargoAudit.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(cargoAudit.detect({ form: "text", text: "{}" })).toBe(false);
    expect(cargoAudit.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

test.each([
  [undefined, 1],
  ["2020-01-01", 0],
  ["2020-01-01T10:00:00Z", 0],
  ["no", 1],
  ["2020-13-45", 1],
  ["1", 1],
])("cargoAudit.read() of an advisory withdrawn %p keeps %d", (withdrawn, kept) => {
  const entry = { advisory: { id: "RUSTSEC-2020-0001", withdrawn }, package: { name: "a", version: "1.0.0" } };
  const value = { database: {}, lockfile: {}, vulnerabilities: { list: [entry] } };
  const { items } = cargoAudit.read({ form: "json", value }, { name: "a.json", sha256: "" });
  expect(items.observations).toHaveLength(kept);
});
