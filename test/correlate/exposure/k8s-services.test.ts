import { expect, test } from "bun:test";
import { servicesByName, servicesOf } from "../../../src/correlate/exposure/k8s-services.ts";
import { deployment, derived, object, sceneFrom, service } from "../../support/exposure.ts";

const of = (spec: object, metadata = {}) => derived(deployment("web"), service("web", { ...spec }, metadata))[0];

test.each([
  [
    { type: "LoadBalancer" },
    "yes Deployment/web: internet → Service/web (is a load balancer for the internet) → Deployment/web (is selected by it)",
  ],
  [
    { type: "ClusterIP" },
    "no Deployment/web: internet → Service/web (is of type ClusterIP: it is reached from inside the cluster only)",
  ],
  [
    { clusterIP: "None" },
    "no Deployment/web: internet → Service/web (is headless: it is reached from inside the cluster only)",
  ],
  [
    { externalIPs: ["203.0.113.7"] },
    "yes Deployment/web: internet → Service/web (has a public address among its externalIPs) → Deployment/web (is selected by it)",
  ],
])("a Service with %p", (spec, expected) => {
  expect(of(spec)).toBe(expected);
});

test.each([
  [{ type: "NodePort" }, "unknown"],
  [{ type: "<unknown>" }, "unknown"],
  [{ externalIPs: ["10.0.0.7"] }, "no"],
  [{ externalIPs: "<unknown>" }, "unknown"],
  [{ type: "LoadBalancer", selector: { app: "<unknown>" } }, "unknown"],
  [{ type: "LoadBalancer", selector: {} }, "no"],
])("a Service with %p: %s", (spec, expected) => {
  expect(of(spec)?.split(" ")[0]).toBe(expected);
});

test("servicesOf() leaves out the Services of Knative", () => {
  const scene = sceneFrom(service("web"), object("serving.knative.dev/v1/Service", "web"));
  expect(servicesOf(scene)).toHaveLength(1);
  expect([...servicesByName(scene).keys()]).toEqual(["default/web"]);
});
