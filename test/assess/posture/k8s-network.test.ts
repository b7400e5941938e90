import { describe, expect, test } from "bun:test";
import { isolation, namespaceIsIsolated, openness } from "../../../src/assess/posture/k8s-network.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

const web = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "web", namespace: "shop", labels: { app: "web" } },
  spec: { containers: [] },
};
const policy = (spec: object, apiVersion = "networking.k8s.io/v1"): WrittenResource => ({
  apiVersion,
  kind: "NetworkPolicy",
  metadata: { name: "p", namespace: "shop" },
  spec,
});
const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };

describe("isolation()", () => {
  test.each<[readonly WrittenResource[], string]>([
    [[policy({ podSelector: {} })], "pass"],
    [[policy({ podSelector: {} }, "extensions/v1beta1")], "pass"],
    [[policy({ podSelector: { matchLabels: { app: "db" } } })], "fail"],
    [[namespace], "fail"],
    [[], "unknown"],
    [[policy({ podSelector: {} }, "crd.projectcalico.org/v1"), namespace], "unknown"],
  ])("of a pod: %#", (others, status) => {
    const resources = resourcesOf([web, ...others]);
    const [first] = resources;
    expect(first && isolation(first, deploymentOf(resources), "Ingress").status).toBe(status as "pass");
  });
});

test("namespaceIsIsolated() needs a policy in the namespace", () => {
  const alone = deploymentOf(resourcesOf([namespace]));
  const guarded = deploymentOf(resourcesOf([namespace, policy({ podSelector: {} })]));
  expect([alone, guarded].map((one) => namespaceIsIsolated(one, "shop"))).toEqual([false, true]);
  expect(namespaceIsIsolated(guarded, undefined)).toBeUndefined();
});

test.each([
  [{}, "pass"],
  [{ ingress: [{}] }, "fail"],
  [{ ingress: [{ from: [] }] }, "fail"],
  [{ ingress: [{ ports: [{ port: 443 }] }] }, "pass"],
  [{ ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }] }] }, "fail"],
  [{ ingress: [{ from: [{ podSelector: {} }] }] }, "pass"],
])("openness() %#", (spec, status) => {
  const [first] = resourcesOf(policy(spec));
  expect(first && openness(first, "Ingress").status).toBe(status as "pass");
});
