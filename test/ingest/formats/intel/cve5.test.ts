import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { cve5 } from "../../../../src/ingest/formats/intel/cve5.ts";
import { codeOf } from "../../../support/code-of.ts";

const origin = { name: "cve.json", sha256: "" };

const record = (rest: object = {}): object => ({
  dataType: "CVE_RECORD",
  dataVersion: "5.1",
  cveMetadata: { cveId: "CVE-2026-0001", state: "PUBLISHED" },
  ...rest,
});

function read(value: unknown): Reading {
  return cve5.read({ form: "json", value }, origin);
}

test.each([
  ["a record", record(), true],
  ["a list", [null, record()], true],
  ["version 4", { data_type: "CVE", data_version: "4.0" }, true],
  ["NVD", { format: "NVD_CVE", version: "2.0" }, false],
  ["another type", { dataType: "CNA" }, false],
  ["null", null, false],
])("cve5.detect(): %s", (_, value, expected) => {
  expect(cve5.detect({ form: "json", value })).toBe(expected);
});

test("cve5.detect() takes lines, and no other stream", () => {
  expect(cve5.detect({ form: "stream", syntax: "json", values: [record(), record()] })).toBe(true);
  expect(cve5.detect({ form: "stream", syntax: "yaml", values: [record(), record()] })).toBe(false);
});

describe("cve5.read()", () => {
  test.each(["4.0", "6.0", "5", 5.1, undefined])("refuses version %p", (dataVersion) => {
    expect(codeOf(() => read(record({ dataVersion })))).toBe("INPUT_UNSUPPORTED_VERSION");
  });

  test.each([
    ["5.1", "5.1"],
    ["5.1.1", "5.1"],
    ["5.9", "5.9"],
  ])("version %s is %s", (dataVersion, expected) => {
    expect(read(record({ dataVersion })).formatVersion).toBe(expected);
  });

  test.each([
    ["PUBLISHED", 1],
    ["REJECTED", 0],
    ["RESERVED", 0],
    [undefined, 1],
  ])("a record in state %p gives %d", (state, n) => {
    const { items, coverage } = read(record({ cveMetadata: { cveId: "CVE-2026-0001", state } }));
    expect([items.advisories?.length, coverage.doubts]).toEqual([n, []]);
  });

  test("the date is that of the newest record, in UTC where it tells no zone", () => {
    const dated = ["2026-01-02T00:00:00", "2026-01-03T00:00:00+02:00", "soon"].map((dateUpdated) =>
      record({ cveMetadata: { cveId: "CVE-2026-0001", dateUpdated } }),
    );
    expect(read(dated).coverage.databaseDate).toBe("2026-01-03T00:00:00+02:00");
    expect(read(dated.slice(0, 1)).coverage.databaseDate).toBe("2026-01-02T00:00:00Z");
  });
});
