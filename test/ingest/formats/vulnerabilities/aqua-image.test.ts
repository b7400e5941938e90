import { describe, expect, test } from "bun:test";
import { isImageScan, readImageScan } from "../../../../src/ingest/formats/vulnerabilities/aqua-image.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

test.each([
  [{ image: "a", resources: [{ resource: {} }] }, true],
  [{ image_name: "a", vulnerability_summary: {} }, true],
  [{ image: "a", image_assurance_results: {} }, true],
  [{ image: "a", resources: [{ name: "x" }] }, false],
  [{ image: "a" }, false],
  [{ resources: [{ resource: {} }] }, false],
])("isImageScan(%j) is %p", (scan, expected) => {
  expect(isImageScan(scan)).toBe(expected);
});

function read(scan: unknown) {
  const sink = postureSink("scan.json");
  const { doubts, ...rest } = readImageScan(scan, [0], sink);
  return { ...rest, doubts: doubts.length, sink };
}

describe("readImageScan()", () => {
  const clean = { image: "a", vulnerability_summary: { total: 0 } };

  test.each([
    ["a clean image", clean, 0],
    ["no object", 3, 2],
    ["neither resources nor a summary", { image: "a" }, 1],
    ["partial results", { ...clean, partial_results: true }, 1],
    ["a summary that counts more", { ...clean, vulnerability_summary: { total: 2 } }, 1],
    ["a resource that was not scanned", { ...clean, resources: [{ resource: {}, scanned: false }] }, 1],
    ["a resource that is unreadable", { ...clean, resources: ["x"] }, 1],
  ])("of %s has that many doubts", (_, scan, doubts) => {
    expect(read(scan).doubts).toBe(doubts);
  });

  test.each([
    [1_600_000_000, "2020-09-13T12:26:40.000Z"],
    [0, undefined],
    [1e12, undefined],
    ["1600000000", undefined],
  ])("takes %p as the date %p", (seconds, expected) => {
    const { databaseDate, generatedAt } = read({ ...clean, data_date: seconds, scan_started: { seconds } });
    expect([databaseDate, generatedAt]).toEqual([expected, expected]);
  });

  test("keeps checks that failed, but those that repeat what the vulnerabilities say", () => {
    const checks_performed = [
      { control: "root_user", failed: true, policy_name: "Default" },
      { control: "malware", failed: false },
      { control: "max_severity", failed: true },
      { failed: true },
    ];
    const { sink } = read({ ...clean, image_assurance_results: { checks_performed } });
    expect(sink.findings.map(({ ruleId, resource, source }) => [ruleId, resource, source.pointer])).toEqual([
      ["root_user", "a", "/0/image_assurance_results/checks_performed/0"],
    ]);
    expect([...(sink.notUsed.get("checks")?.values() ?? [])]).toEqual([1, 1, 1]);
    expect(sink.faults.size).toBe(1);
  });

  test("counts vulnerabilities without an id", () => {
    const resources = [{ resource: { name: "a" }, vulnerabilities: [{ name: "CVE-2024-0001" }, {}] }];
    const { sink } = read({ ...clean, resources });
    expect(sink.observations.map(({ source }) => source.pointer)).toEqual(["/0/resources/0/vulnerabilities/0"]);
    expect([...(sink.notUsed.get("vulnerabilities")?.values() ?? [])]).toEqual([1]);
  });
});
