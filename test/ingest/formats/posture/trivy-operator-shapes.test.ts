import { describe, expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { clusterReports } from "../../../../src/ingest/formats/posture/trivy-operator-shapes.ts";

const report = { apiVersion: "aquasecurity.github.io/v1alpha1", kind: "VulnerabilityReport", report: {} };
const pod = { apiVersion: "v1", kind: "Pod" };

function pointersOf(document: Document): readonly string[] | undefined {
  return clusterReports(document)?.map(({ pointer }) => pointer);
}

describe("clusterReports()", () => {
  test.each([
    ["one", report, [""]],
    ["a plain list", [report, report], ["/0", "/1"]],
    ["a Kubernetes list", { apiVersion: "v1", kind: "List", items: [report] }, ["/items/0"]],
    ["a typed list", { ...report, kind: "VulnerabilityReportList", items: [report] }, ["/items/0"]],
    ["an empty typed list", { ...report, kind: "VulnerabilityReportList", items: [] }, []],
    ["an object by resource name", { "a.aquasecurity.github.io": [report] }, ["/a.aquasecurity.github.io/0"]],
    ["empty lists by resource name", { "a.aquasecurity.github.io": [] }, []],
    ["an empty list of anything", { apiVersion: "v1", kind: "List", items: [] }, undefined],
    ["a list with a manifest", { apiVersion: "v1", kind: "List", items: [report, pod] }, undefined],
    ["a plain list with a manifest", [report, pod], undefined],
    ["a manifest", pod, undefined],
    ["an empty list", [], undefined],
    ["an empty object", {}, undefined],
    ["a policy report", { apiVersion: "wgpolicyk8s.io/v1alpha2", kind: "PolicyReport" }, undefined],
  ])("%s", (_, value, expected) => {
    expect(pointersOf({ form: "json", value })).toEqual(expected as string[]);
    expect(pointersOf({ form: "yaml", value })).toEqual(expected as string[]);
  });

  test("a stream of reports and lists", () => {
    const list = { apiVersion: "v1", kind: "List", items: [report] };
    expect(pointersOf({ form: "stream", syntax: "yaml", values: [report, list] })).toEqual(["/0", "/1/items/0"]);
    expect(pointersOf({ form: "stream", syntax: "yaml", values: [report, pod] })).toBeUndefined();
  });

  test("no other form", () => {
    expect(pointersOf({ form: "csv", rows: [] })).toBeUndefined();
    expect(pointersOf({ form: "text", text: "" })).toBeUndefined();
  });
});
