import { expect, test } from "bun:test";
import { runsPods } from "../../../src/assess/posture/pods.ts";
import { resourcesOf } from "../../support/posture-case.ts";

test.each([
  [{ kind: "Workflow", spec: { templates: [{ container: { image: "a", command: ["b"] } }] } }, true],
  [{ kind: "TaskRun", spec: { taskSpec: { steps: [{ name: "s", image: "a" }] } } }, true],
  [{ kind: "Certificate", spec: { dnsNames: ["a"] } }, false],
  [{ kind: "ImagePolicy", spec: { image: "a" } }, false],
  [{ kind: "Odd", spec: "text" }, false],
])("%j runs pods: %p", (one, expected) => {
  expect(resourcesOf({ apiVersion: "x/v1", metadata: { name: "n" }, ...one }).map(runsPods)).toEqual([expected]);
});

test("a plan's resource runs none", () => {
  const spec = { containers: [{ name: "a", image: "b" }] };
  expect(resourcesOf({ type: "kubernetes_pod", values: { spec } }).map(runsPods)).toEqual([false]);
});
