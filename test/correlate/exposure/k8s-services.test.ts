import { expect, test } from "bun:test";
import { entriesOf, servicesByName, servicesOf } from "../../../src/correlate/exposure/k8s-services.ts";
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

test("the ports are named: of the Service, of the nodes, of the pods", () => {
  const ports = [{ port: 443, targetPort: 8443, nodePort: 30443 }, { port: 80 }];
  expect(of({ type: "LoadBalancer", ports })).toBe(
    "yes Deployment/web: internet → Service/web (is a load balancer for the internet on ports 443, 80) → Deployment/web (is selected by it on ports 8443, 80)",
  );
  expect(of({ type: "NodePort", ports })).toContain("opens port 30443 on every node");
});

test("entriesOf() tells what nobody made a way in from what is closed", () => {
  const unmade = (spec: object) => {
    const [one] = servicesOf(sceneFrom(service("web", spec)));
    return one && entriesOf(one).map((entry) => [entry.open, entry.unmade]);
  };
  expect(unmade({})).toEqual([[false, true]]);
  expect(unmade({ type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] })).toEqual([[false, undefined]]);
});

test("servicesOf() leaves out the Services of Knative", () => {
  const scene = sceneFrom(service("web"), object("serving.knative.dev/v1/Service", "web"));
  expect(servicesOf(scene)).toHaveLength(1);
  expect([...servicesByName(scene).keys()]).toEqual(["default/web"]);
});
