import { describe, expect, test } from "bun:test";
import { readOcsfEvent } from "../../../../src/ingest/formats/cloud/ocsf-event.ts";
import { survey } from "../../../../src/ingest/formats/cloud/survey.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

function read(item: object) {
  const desk = { sink: postureSink("a.json"), found: survey() };
  const looked = readOcsfEvent(item, { input: "a.json", pointer: "" }, desk);
  return { ...desk, looked, finding: desk.sink.findings[0] };
}

const event = { class_uid: 2004, finding_info: { title: "t" } };

describe("readOcsfEvent()", () => {
  test.each([
    [1, undefined, "info"],
    [5, undefined, "critical"],
    [6, undefined, "critical"],
    [0, "High", "high"],
    [99, "Odd", "unknown"],
    [undefined, "Medium", "medium"],
    [7, undefined, "unknown"],
    [1.5, undefined, "unknown"],
  ] as const)("severity %p with the word %p is %p", (severity_id, severity, expected) => {
    expect(read({ ...event, severity_id, severity }).finding?.severity).toBe(expected);
  });

  test.each([
    [{ metadata: { event_code: "code" }, compliance: { control: "c" } }, "code"],
    [{ compliance: { control: "c" } }, "c"],
    [{ finding_info: { title: "t", analytic: { uid: "a" } } }, "a"],
    [{ finding_info: undefined, finding: { title: "old" } }, "old"],
    [{ finding_info: undefined, message: "m" }, "m"],
  ])("the rule of %j is %p", (more, rule) => {
    expect(read({ ...event, ...more }).finding?.ruleId).toBe(rule);
  });

  test.each([
    [{ uid: "arn:aws:s3:::b", name: "b" }, "arn:aws:s3:::b"],
    [{ uid: "1f-2e", name: "b" }, "b"],
    [{ uid: "1f-2e", name: "b", namespace: "n" }, "n/b"],
    [{ uid: "1f-2e" }, "1f-2e"],
    [{ type: "Account" }, "Account"],
    [{}, undefined],
  ])("the resource %j is called %p", (resource, expected) => {
    expect(read({ ...event, resources: [resource] }).finding?.resource).toBe(expected as string);
  });

  test("an event of another category is counted and no finding", () => {
    const { sink, finding } = read({ ...event, class_uid: 6003 });
    expect([finding, sink.notUsed.get("findings")?.size, sink.faults.size]).toEqual([undefined, 1, 0]);
  });

  test.each([7, 0, -2004, 9001, 200401])("an event of class %d, which no category has, is a fault", (class_uid) => {
    const { sink, finding } = read({ ...event, class_uid });
    expect([finding, sink.notUsed.get("findings")?.size, sink.faults.size]).toEqual([undefined, 1, 1]);
  });

  test("a vulnerability of a finding that is gone is left out with it", () => {
    const { sink, looked } = read({ ...event, status_id: 4, vulnerabilities: [{ cve: { uid: "CVE-2024-1234" } }] });
    expect([looked, sink.observations.length, sink.faults.size]).toEqual([true, 0, 0]);
    expect(sink.notUsed.get("vulnerabilities")?.size).toBe(1);
  });

  test("a finding none of whose vulnerabilities can be read stays a finding", () => {
    const { sink } = read({ ...event, vulnerabilities: [{}] });
    expect([sink.findings.length, sink.faults.size]).toEqual([1, 1]);
  });
});
