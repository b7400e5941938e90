import { describe, expect, test } from "bun:test";
import { sysdig } from "../../../../src/ingest/formats/vulnerabilities/sysdig.ts";

const row = { vulnName: "CVE-2024-0001", packageName: "openssl", imageId: "i" };
const panelRow = { vuln_id: "CVE-2024-0001", scan_package_name: "openssl", container_image_id: "i" };

test.each([
  [{ data: [row] }, true],
  [{ data: [3, row] }, true],
  [{ panels: [{}, { data: [panelRow] }] }, true],
  [{ data: [panelRow] }, false],
  [{ data: [] }, false],
  [{ panels: "x" }, false],
  [null, false],
])("sysdig.detect(%j) is %p", (value, expected) => {
  expect(sysdig.detect({ form: "json", value })).toBe(expected);
});

describe("sysdig.read()", () => {
  const read = (value: unknown) => sysdig.read({ form: "json", value }, { name: "a", sha256: "0".repeat(64) });

  test.each([
    ["rows", { data: [row, 3] }, "/data/0"],
    ["panels", { panels: [{ data: [panelRow, 3] }] }, "/panels/0/data/0"],
  ])("of %s keeps the readable ones and counts the images", (formatVersion, report, pointer) => {
    const { items, accounts, coverage, ...rest } = read(report);
    expect(rest.formatVersion).toBe(formatVersion);
    expect(items.observations?.map(({ source }) => source.pointer)).toEqual([pointer]);
    expect(accounts[0]).toMatchObject({ raw: 2, kept: 1 });
    expect([coverage.targets, coverage.doubts.length]).toEqual([1, 1]);
  });

  test("doubts one page of several, and a panel whose rows are no list", () => {
    expect(read({ data: [row], page: { next: "x" } }).coverage.doubts).toHaveLength(1);
    expect(read({ panels: [{ data: {} }, { data: [panelRow] }] }).coverage.doubts).toHaveLength(1);
  });
});
