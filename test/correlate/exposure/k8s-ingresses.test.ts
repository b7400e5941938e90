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
    "yes Deployment/web: internet → Ingress/edge (is an Ingress for the internet) → Service/web (is its backend) → Deployment/web (is selected by it)",
  ]);
});

test.each([
  ["an internal class", { ingressClassName: "nginx-internal" }, {}, "no"],
  ["a class by annotation", {}, { "kubernetes.io/ingress.class": "gce-internal" }, "no"],
  ["class alb without a scheme", { ingressClassName: "alb" }, {}, "unknown"],
  [
    "class alb for the internet",
    { ingressClassName: "alb" },
    { "alb.ingress.kubernetes.io/scheme": "internet-facing" },
    "yes",
  ],
  ["a class that is not told", { ingressClassName: "<unknown>" }, {}, "unknown"],
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
