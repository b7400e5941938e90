import { expect, test } from "bun:test";
import { annotatedInternal, entryState, worstOf } from "../../../src/correlate/exposure/k8s-internal.ts";
import { unknownValue } from "../../../src/domain/resource.ts";
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
])("annotatedInternal(%p) is %p", (annotations, expected) => {
  expect(annotatedInternal(annotations).internal).toBe(expected);
});

test.each([
  [{ "alb.ingress.kubernetes.io/scheme": "internal" }, "alb.ingress.kubernetes.io/scheme: internal"],
  [
    { "service.beta.kubernetes.io/aws-load-balancer-type": "external" },
    "service.beta.kubernetes.io/aws-load-balancer-type: external without a scheme",
  ],
  [{ "networking.gke.io/load-balancer-type": unknownValue }, "networking.gke.io/load-balancer-type"],
])("annotatedInternal(%p) names the annotation", (annotations, by) => {
  expect(annotatedInternal(annotations).by).toBe(by);
});

test.each([
  [{}, {}, true],
  // Public ranges may be those of a content network, which lets everyone through.
  [{ loadBalancerSourceRanges: ["203.0.113.0/24"] }, {}, undefined],
  [{ loadBalancerSourceRanges: ["10.0.0.0/8", "192.168.0.0/16"] }, {}, false],
  [{ loadBalancerSourceRanges: ["10.0.0.0/8"] }, { "nginx.ingress.kubernetes.io/whitelist-source-range": "" }, false],
  [{ loadBalancerSourceRanges: ["0.0.0.0/0"] }, {}, true],
  [{ loadBalancerSourceRanges: "<unknown>" }, {}, undefined],
  [{}, { "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8,192.0.2.0/24" }, undefined],
  [{}, { "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8, 172.16.0.0/12" }, false],
  [{}, { "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8,0.0.0.0/0" }, true],
  [{}, { "alb.ingress.kubernetes.io/inbound-cidrs": "10.0.0.0/4" }, true],
  [{}, { "networking.gke.io/load-balancer-type": "<unknown>" }, undefined],
])("entryState() of spec %p with annotations %p is %p", (spec, annotations, expected) => {
  const scene = sceneFrom(service("web", { type: "LoadBalancer", ...spec }, { annotations }));
  expect(entryState(found(scene, "Service/web"), "a load balancer").open).toBe(expected);
});

test("entryState() names the ranges, where they are written, and the ports", () => {
  const how = (spec: object) => {
    const written = service("web", { type: "LoadBalancer", ports: [{ port: 443 }], ...spec });
    return entryState(found(sceneFrom(written), "Service/web"), "a load balancer").how;
  };
  expect(how({})).toBe("is a load balancer for the internet on port 443");
  expect(how({ loadBalancerSourceRanges: ["203.0.113.0/24"] })).toBe(
    "is a load balancer that admits 203.0.113.0/24 only (loadBalancerSourceRanges): who is there is not told",
  );
  expect(how({ loadBalancerSourceRanges: ["10.1.0.0/16"] })).toBe(
    "is a load balancer that admits 10.1.0.0/16 only (loadBalancerSourceRanges)",
  );
});

test("worstOf() prefers what is closed to what is not told, and that to what is open", () => {
  const [open, untold, closed] = [true, undefined, false].map((one) => ({ open: one, how: String(one) }));
  if (!(open && untold && closed)) throw new RangeError("three states");
  expect([worstOf([untold, closed], open), worstOf([open, untold], open), worstOf([], open)]).toEqual([
    closed,
    untold,
    open,
  ]);
});
