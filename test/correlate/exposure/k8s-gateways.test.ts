import { expect, test } from "bun:test";
import { deployment, derived, object, service } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const listener = (from?: string) => ({ port: 443, ...(from && { allowedRoutes: { namespaces: { from } } }) });
const gateway = (spec: object = {}, metadata = {}) =>
  object(
    "gateway.networking.k8s.io/v1/Gateway",
    "edge",
    { gatewayClassName: "cilium", listeners: [listener()], ...spec },
    metadata,
  );
const route = (parent: object = { name: "edge" }) =>
  object("gateway.networking.k8s.io/v1/HTTPRoute", "r", {
    parentRefs: [parent],
    rules: [{ backendRefs: [{ name: "web" }] }],
  });

const told = (...more: readonly WrittenResource[]) => derived(deployment("web"), service("web"), ...more)[0] ?? "";

test("a Gateway leads by its route to the workload", () => {
  expect(told(gateway(), route())).toBe(
    "yes Deployment/web: internet → Gateway/edge (is a Gateway for the internet on port 443) → HTTPRoute/r (hangs on it) → Service/web (is its backend) → Deployment/web (is selected by it)",
  );
});

test.each([
  ["a class that is internal", [gateway({ gatewayClassName: "gke-l7-rilb" }), route()], "no"],
  ["a class that sounds internal", [gateway({ gatewayClassName: "my-internal" }), route()], "unknown"],
  [
    "a class that sounds internal and private addresses",
    [gateway({ gatewayClassName: "my-internal", addresses: [{ value: "10.0.0.1" }] }), route()],
    "no",
  ],
  ["private addresses", [gateway({ addresses: [{ value: "10.0.0.1" }] }), route()], "no"],
  ["a Gateway that is not there", [route()], "unknown"],
  ["a Service as its parent", [gateway(), route({ kind: "Service", name: "web" })], "no"],
  [
    "a Gateway of another namespace that takes its own only",
    [gateway({}, { namespace: "infra" }), route({ name: "edge", namespace: "infra" })],
    "no",
  ],
  [
    "a Gateway of another namespace that takes all",
    [gateway({ listeners: [listener("All")] }, { namespace: "infra" }), route({ name: "edge", namespace: "infra" })],
    "yes",
  ],
  ["a Gateway that selects namespaces", [gateway({ listeners: [listener("Selector")] }), route()], "unknown"],
])("with %s", (_, objects, expected) => {
  expect(told(...objects).split(" ")[0]).toBe(expected);
});

test.each([
  [["edge"], "unknown"],
  [["mesh"], "no"],
])("a VirtualService of gateways %p: %s", (gateways, expected) => {
  const spec = { gateways, http: [{ route: [{ destination: { host: "web.default.svc.cluster.local" } }] }] };
  expect(told(object("networking.istio.io/v1/VirtualService", "v", spec)).split(" ")[0]).toBe(expected);
});
