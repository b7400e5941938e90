import { expect, test } from "bun:test";
import { kubernetesPart } from "../../../src/correlate/exposure/kubernetes.ts";
import { deployment, derived, object, sceneFrom, service, verdictOn } from "../../support/exposure.ts";

test("kubernetesPart() gives a workload the images that run and the labels that name it", () => {
  const init = [
    { name: "prepare", image: "busybox:1" },
    { name: "proxy", image: "envoy:1", restartPolicy: "Always" },
  ];
  const [target] = kubernetesPart(
    sceneFrom(deployment("web", { initContainers: init }, { "app.kubernetes.io/name": "shop" })),
  ).targets;
  expect([target?.images, target?.labels]).toEqual([
    ["registry.example/web:1.2", "envoy:1"],
    ["shop", "web"],
  ]);
});

test("a workload alone may have its Service elsewhere; one that no Service of its namespace selects is closed", () => {
  expect(verdictOn(deployment("web"))).toBe("unknown");
  expect(derived(deployment("web"), service("api"))).toEqual([
    "no Deployment/web: Deployment/web (no Service among the manifests of its namespace selects it)",
  ]);
});

test("a job that nothing leads to is closed", () => {
  expect(verdictOn(object("batch/v1/Job", "once", { template: { spec: { containers: [] } } }))).toBe("no");
});

test.each([
  [{ hostNetwork: true }, "unknown"],
  [{ hostNetwork: false }, "no"],
  [{ containers: [{ name: "a", ports: [{ hostPort: 80 }] }] }, "unknown"],
])("a pod with %p: %s", (pod, expected) => {
  expect(verdictOn(deployment("web", pod), service("api"))).toBe(expected);
});
