import { describe, expect, test } from "bun:test";
import { readCompliance } from "../../../../src/ingest/formats/posture/trivy-operator-compliance.ts";
import { type PostureSink, postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

const place = { value: { kind: "ClusterComplianceReport", metadata: { name: "cis" } }, pointer: "/status" };

function read(status: object): PostureSink {
  const sink = postureSink("r.json");
  readCompliance(status, place, sink);
  return sink;
}

describe("readCompliance()", () => {
  test.each([
    [3, 1],
    [0, 0],
    [undefined, 0],
  ])("a control that failed %p times gives %p findings", (totalFail, findings) => {
    const sink = read({ summaryReport: { controlCheck: [{ id: "1.1", name: "n", totalFail }] } });
    expect(sink.findings).toHaveLength(findings);
    expect(sink.faults.size).toBe(0);
  });

  test("the details come before the summary", () => {
    const checks = [
      { checkID: "a", success: false },
      { checkID: "b", success: true },
    ];
    const summaryReport = { controlCheck: [{ id: "1.1", totalFail: 3 }] };
    const sink = read({ detailReport: { results: [{ id: "1.1", checks }] }, summaryReport });
    expect(sink.findings.map(({ ruleId }) => ruleId)).toEqual(["a"]);
  });
});
