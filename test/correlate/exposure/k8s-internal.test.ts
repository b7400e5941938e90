import { expect, test } from "bun:test";
import { entryState, isAnnotatedInternal } from "../../../src/correlate/exposure/k8s-internal.ts";
import { found, sceneFrom, service } from "../../support/exposure.ts";

test.each([
  [{ "service.beta.kubernetes.io/aws-load-balancer-internal": "true" }, true],
  [
    {
      "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing",
      "service.beta.kubernetes.io/aws-load-balancer-type": "external",
    },
    false,
  ],
  [{ "service.beta.kubernetes.io/aws-load-balancer-type": "external" }, true],
  [{ "service.beta.kubernetes.io/azure-load-balancer-internal": "true" }, true],
  [{ "service.beta.kubernetes.io/azure-load-balancer-internal": "false" }, false],
  [{ "networking.gke.io/load-balancer-type": "Internal" }, true],
  [undefined, false],
])("isAnnotatedInternal(%p) is %p", (annotations, expected) => {
  expect(isAnnotatedInternal(annotations)).toBe(expected);
});

test.each([
  [{}, {}, true],
  [{ loadBalancerSourceRanges: ["203.0.113.0/24"] }, {}, false],
  [{ loadBalancerSourceRanges: ["0.0.0.0/0"] }, {}, true],
  [{ loadBalancerSourceRanges: "<unknown>" }, {}, undefined],
  [{}, { "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8,192.0.2.0/24" }, false],
  [{}, { "networking.gke.io/load-balancer-type": "<unknown>" }, undefined],
])("entryState() of spec %p with annotations %p is %p", (spec, annotations, expected) => {
  const scene = sceneFrom(service("web", { type: "LoadBalancer", ...spec }, { annotations }));
  expect(entryState(found(scene, "Service/web"), "a load balancer").open).toBe(expected);
});
