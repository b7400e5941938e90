import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { trivyK8s } from "../../../../src/ingest/formats/posture/trivy-k8s.ts";

function read(value: unknown): Reading {
  return trivyK8s.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("trivyK8s.detect()", () => {
  test.each([
    ["resources", { ClusterName: "", Resources: [] }, true],
    ["findings", { ClusterName: "c", Findings: null }, true],
    ["a cluster without a list", { ClusterName: "c" }, false],
    ["another Trivy report", { SchemaVersion: 2, ArtifactName: "a", Results: [] }, false],
    ["Polaris", { ClusterInfo: {}, Results: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(trivyK8s.detect({ form: "json", value })).toBe(expected);
  });
});

describe("trivyK8s.read()", () => {
  test("a cluster that was scanned for vulnerabilities alone, without any", () => {
    const Results = [{ Target: "a", Class: "os-pkgs", Type: "alpine" }];
    const { items, coverage } = read({ ClusterName: "c", Resources: [{ Kind: "Pod", Name: "p", Results }] });
    expect([items.observations, coverage.doubts]).toEqual([[], []]);
  });

  test("a cluster whose configuration alone was checked has no list of vulnerabilities", () => {
    const Results = [{ Target: "Pod/p", Class: "config", Type: "kubernetes" }];
    const { items } = read({ ClusterName: "c", Resources: [{ Kind: "Pod", Name: "p", Results }] });
    expect(items.observations).toBeUndefined();
  });

  test.each([
    ["no resource", [], 1],
    ["resources without results", [{ Kind: "Pod", Name: "p" }], 1],
    ["an error", [{ Kind: "Pod", Name: "p", Error: "e", Results: [{ Target: "a" }] }], 1],
  ])("%s", (_, Resources, doubts) => {
    expect(read({ ClusterName: "c", Resources }).coverage.doubts).toHaveLength(doubts as number);
  });

  test("secrets of one file in two resources are two findings", () => {
    const Results = [{ Target: "/a", Class: "secret", Secrets: [{ RuleID: "x", Title: "t", StartLine: 1 }] }];
    const Resources = ["p", "q"].map((Name) => ({ Kind: "Pod", Name, Results }));
    const messages = read({ ClusterName: "c", Resources }).items.findings?.map(({ message }) => message);
    expect(messages).toEqual(["Pod/p: t", "Pod/q: t"]);
  });
});
