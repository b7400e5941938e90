import { expect, test } from "bun:test";
import { deployment, derived, object, service } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const rule = (name: unknown) => [{ http: { paths: [{ backend: { service: { name } } }] } }];
const ingress = (spec: object, annotations = {}) =>
  object("networking.k8s.io/v1/Ingress", "edge", { rules: rule("web"), ...spec }, { annotations });

const word = (...more: readonly WrittenResource[]) =>
  derived(deployment("web"), service("web"), ...more)[0]?.split(" ")[0];

test("an Ingress leads by its Service to the workload", () => {
  expect(derived(deployment("web"), service("web"), ingress({}))).toEqual([
    "yes Deployment/web: internet → Ingress/edge (is an Ingress for the internet on port 80) → Service/web (is its backend) → Deployment/web (is selected by it)",
  ]);
});

test.each([
  ["a default backend", { rules: [], defaultBackend: { service: { name: "web" } } }, {}, "yes"],
  ["a backend of before v1", { rules: [{ http: { paths: [{ backend: { serviceName: "web" } }] } }] }, {}, "yes"],
  ["a backend that is not told", { rules: rule("<unknown>") }, {}, "unknown"],
  ["another backend", { rules: rule("api") }, {}, "no"],
])("an Ingress with %s", (_, spec, annotations, expected) => {
  expect(word(ingress(spec, annotations))).toBe(expected);
});

test.each([
  ["an OpenShift Route", object("route.openshift.io/v1/Route", "r", { to: { kind: "Service", name: "web" } })],
  [
    "a Traefik IngressRoute",
    object("traefik.io/v1alpha1/IngressRoute", "r", { routes: [{ services: [{ name: "web" }] }] }),
  ],
  ["a Contour HTTPProxy", object("projectcontour.io/v1/HTTPProxy", "r", { routes: [{ services: [{ name: "web" }] }] })],
])("%s leads to the workload", (_, route) => {
  expect(word(route)).toBe("yes");
});

test("what closes an Ingress is told with the Ingress, not the type of the Service behind it", () => {
  const told = (...more: readonly WrittenResource[]) => derived(deployment("web"), service("web"), ...more)[0];
  expect(told(ingress({}, { "alb.ingress.kubernetes.io/scheme": "internal" }))).toBe(
    "no Deployment/web: internet → Ingress/edge (is an Ingress that is internal by its annotation alb.ingress.kubernetes.io/scheme: internal)",
  );
  expect(told(ingress({}, { "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8" }))).toBe(
    "no Deployment/web: internet → Ingress/edge (is an Ingress that admits 10.0.0.0/8 only (nginx.ingress.kubernetes.io/whitelist-source-range))",
  );
  const nothing = object("networking.k8s.io/v1/NetworkPolicy", "shut", { podSelector: {}, ingress: [] });
  expect(told(ingress({}), nothing)).toBe(
    "no Deployment/web: internet → Ingress/edge (is an Ingress for the internet on port 80) → Service/web (is its backend) → Deployment/web (is selected by it, but NetworkPolicy/shut lets nothing through)",
  );
});

test("the ports of backends are named", () => {
  const backends = [{ number: 80 }, { name: "admin" }].map((port) => ({ backend: { service: { name: "web", port } } }));
  const edge = ingress({ rules: [{ http: { paths: backends } }], tls: [{ hosts: ["web.example"] }] });
  expect(derived(deployment("web"), service("web", { ports: [{ port: 80, targetPort: "http" }] }), edge)).toEqual([
    "yes Deployment/web: internet → Ingress/edge (is an Ingress for the internet on ports 80, 443) → Service/web (is its backend on ports 80, admin) → Deployment/web (is selected by it on port http)",
  ]);
});
