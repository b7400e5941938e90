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
