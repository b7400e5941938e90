import { describe, expect, test } from "bun:test";
import {
  declaresNamespace,
  isUnnamed,
  mayLiveIn,
  namespaceDefaults,
  ofKind,
  perDeployment,
  scalerOf,
} from "../../../src/assess/posture/k8s-index.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { unknownValue } from "../../../src/domain/resource.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

function deployed(...written: readonly WrittenResource[]) {
  return deploymentOf(resourcesOf(written));
}

test("perDeployment() works a thing out once for each deployment", () => {
  let builds = 0;
  const count = perDeployment(({ resources }) => {
    builds += 1;
    return resources.length;
  });
  const one = deployed({ apiVersion: "v1", kind: "Pod" });
  expect([count(one), count(one), count(deployed()), builds]).toEqual([1, 1, 0, 2]);
});

test("ofKind() takes all versions of a kind, of one group", () => {
  const deployment = deployed(
    { apiVersion: "policy/v1", kind: "PodDisruptionBudget" },
    { apiVersion: "policy/v1beta1", kind: "PodDisruptionBudget" },
    { apiVersion: "other/v1", kind: "PodDisruptionBudget" },
    { type: "aws_s3_bucket", values: {} },
  );
  expect(ofKind(deployment, "policy", "PodDisruptionBudget")).toHaveLength(2);
  expect(ofKind(deployment, "", "Pod")).toEqual([]);
});

test("declaresNamespace() knows the namespaces among the manifests", () => {
  const deployment = deployed({ apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } });
  expect([declaresNamespace(deployment, "shop"), declaresNamespace(deployment, "other")]).toEqual([true, false]);
});

describe("scalerOf()", () => {
  const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web", namespace: "shop" } };
  const scaler = (target: object, namespace = "shop"): WrittenResource => ({
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "h", namespace },
    spec: { scaleTargetRef: target },
  });

  test.each([
    [scaler({ kind: "Deployment", name: "web" }), true, false],
    [scaler({ kind: "Deployment", name: "api" }), false, false],
    [scaler({ kind: "StatefulSet", name: "web" }), false, false],
    [scaler({ kind: "Deployment", name: "web" }, "other"), false, false],
    [scaler({ kind: "Deployment", name: "<unknown>" }), false, true],
    [scaler({ kind: "Deployment", name: "<unknown>" }, "other"), false, false],
    [scaler({ kind: "Deployment", name: "web" }, "<unknown>"), false, true],
  ])("finds it by namespace, kind and name: %#", (written, isFound, isUncertain) => {
    const deployment = deployed(web, written);
    const [workload] = deployment.resources;
    if (workload === undefined) throw new Error("no workload");
    const { found, uncertain } = scalerOf(deployment, workload);
    expect([found !== undefined, uncertain]).toEqual([isFound, isUncertain]);
  });
});

test("scalerOf() is uncertain of a workload without a name that is told", () => {
  const web = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "<unknown>" } };
  const scaler = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler", spec: {} };
  for (const [others, uncertain] of [[[], false] as const, [[scaler], true] as const]) {
    const deployment = deployed(web, ...others);
    const [workload] = deployment.resources;
    if (workload === undefined) throw new Error("no workload");
    expect([isUnnamed(workload), scalerOf(deployment, workload)]).toEqual([true, { found: undefined, uncertain }]);
  }
});

test("namespaceDefaults() gathers what limit ranges of the namespace give to containers", () => {
  const deployment = deployed({
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "l", namespace: "shop" },
    spec: {
      limits: [
        { type: "Pod", default: { cpu: "9" } },
        { type: "Container", default: { cpu: "1" } },
      ],
    },
  });
  expect(namespaceDefaults(deployment, "shop", "default")).toEqual([{ cpu: "1" }]);
  expect(namespaceDefaults(deployment, "shop", "defaultRequest")).toEqual([]);
  expect(namespaceDefaults(deployment, "other", "default")).toEqual([]);
});

test.each([
  ["<unknown>", 1],
  [[{ type: "<unknown>", default: { cpu: "1" } }], 1],
  [[{ type: "<unknown>", max: { cpu: "1" } }], 0],
] as const)("namespaceDefaults() has something hidden for what is not told: %#", (limits, count) => {
  const deployment = deployed({ apiVersion: "v1", kind: "LimitRange", metadata: { name: "l" }, spec: { limits } });
  expect(namespaceDefaults(deployment, "default", "default")).toEqual(Array(count).fill(unknownValue));
});

test("namespaceDefaults() are not known where a namespace is not told", () => {
  const range = (namespace: string): WrittenResource => ({
    apiVersion: "v1",
    kind: "LimitRange",
    metadata: { name: "l", namespace },
    spec: { limits: [{ type: "Container", default: { cpu: "1" } }] },
  });
  expect(namespaceDefaults(deployed(range("<unknown>")), "shop", "default")).toEqual([unknownValue]);
  expect(namespaceDefaults(deployed(range("shop")), undefined, "default")).toEqual([unknownValue]);
  expect(namespaceDefaults(deployed(), undefined, "default")).toEqual([]);
});

test.each([
  [["shop"], "shop", true],
  [["shop"], "other", false],
  [["shop"], undefined, true],
  [[undefined], "other", true],
  [[], undefined, false],
] as const)("mayLiveIn(%p, %p) is %p", (homes, home, expected) => {
  expect(mayLiveIn(new Set<string | undefined>(homes), home)).toBe(expected);
});
