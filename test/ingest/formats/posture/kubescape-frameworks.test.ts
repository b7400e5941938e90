import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { isFramework, readFrameworks } from "../../../../src/ingest/formats/posture/kubescape-frameworks.ts";

const origin = { name: "k.json", sha256: "0".repeat(64) };

function read(response: unknown, control: object = {}): Reading {
  const ruleReports = [{ name: "r", ruleStatus: { status: "success" }, ruleResponses: [response] }];
  const framework = { totalResources: 1, controlReports: [{ controlID: "C-1", name: "One", ruleReports, ...control }] };
  return readFrameworks([{ framework, pointer: "" }], origin);
}

describe("readFrameworks()", () => {
  test.each([
    ["a failure", { alertMessage: "m", ruleStatus: "warning" }, 1, 0],
    ["a failure without status", { alertMessage: "m" }, 1, 0],
    ["a pass", { ruleStatus: "success" }, 0, 0],
  ])("%s", (_, response, findings, doubts) => {
    const { items, coverage } = read(response);
    expect([items.findings?.length, coverage.doubts.length]).toEqual([findings, doubts]);
  });

  test("grades by the score of the control, then of the alert", () => {
    expect(read({ alertScore: 4 }, { baseScore: 9 }).items.findings?.[0]?.severity).toBe("critical");
    expect(read({ alertScore: 4 }).items.findings?.[0]?.severity).toBe("medium");
  });

  test("names the first object of the alert", () => {
    const alertObject = { k8sApiObjects: [{ kind: "Pod", metadata: { name: "a", namespace: "n" } }] };
    expect(read({ alertObject }).items.findings?.[0]?.resource).toBe("Pod/n/a");
  });

  test("doubts a report without frameworks, controls and resources", () => {
    expect(readFrameworks([{ framework: 7, pointer: "" }], origin).coverage.doubts).toHaveLength(3);
  });
});

describe("isFramework()", () => {
  test.each([
    [{ controlReports: [{ ruleReports: [] }] }, true],
    [{ controlReports: [{ controlID: "C-1" }] }, true],
    [{ controlReports: [] }, false],
    [{ controlReports: [{}] }, false],
    [null, false],
  ])("%p: %p", (value, expected) => {
    expect(isFramework(value)).toBe(expected);
  });
});
