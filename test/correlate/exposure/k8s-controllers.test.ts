import { expect, test } from "bun:test";
import { controllerOf, ingressClassesOf, soundsInternal } from "../../../src/correlate/exposure/k8s-controllers.ts";
import { workloadsOf } from "../../../src/correlate/exposure/k8s-selectors.ts";
import { deployment, found, object, sceneFrom, service } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const installed = (name: string, instance: string) => ({
  labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance },
});
const ingressClass = (name: string, controller: string, metadata: object = {}) =>
  object("networking.k8s.io/v1/IngressClass", name, { controller }, metadata);
const balancer = (name: string, metadata: object = {}) => service(name, { type: "LoadBalancer" }, metadata);
const run = (name: string, container: object) =>
  deployment(name, { containers: [{ name, image: "c:1", ...container }] });

function classes(...written: readonly WrittenResource[]) {
  const scene = sceneFrom(...written);
  return ingressClassesOf(scene, workloadsOf(scene));
}

function servicesFor(name: string, ...written: readonly WrittenResource[]) {
  const { services, certain } = classes(...written).named(name);
  return [services.map(({ address }) => address), certain];
}

test.each([
  ["--ingress-class=web", { args: ["/c", "--ingress-class=web"] }],
  ["the word after it", { command: ["/c", "--ingress-class", "web"] }],
  ["its controller", { args: ["--controller-class=example.org/web"] }],
  ["Traefik's option", { args: ["--providers.kubernetesIngress.ingressClass=web"] }],
  ["Kong's variable", { env: [{ name: "CONTROLLER_INGRESS_CLASS", value: "web" }] }],
])("a controller is started for a class by %s", (_, container) => {
  const all = [run("c", container), run("d", { args: ["--ingress-class=other"] }), balancer("c"), balancer("d")];
  expect(servicesFor("web", ...all, ingressClass("web", "example.org/web"))).toEqual([["Service/c"], true]);
});

test("a class is installed with its controller", () => {
  const own = ingressClass("web", "k8s.io/ingress-nginx", installed("ingress-nginx", "b"));
  const all = [balancer("a", installed("ingress-nginx", "a")), balancer("b", installed("ingress-nginx", "b"))];
  expect(servicesFor("web", own, ...all)).toEqual([["Service/b"], true]);
});

test.each([
  ["nginx", "ingress-nginx-controller", {}, true],
  ["traefik", "edge", { labels: { "app.kubernetes.io/name": "traefik" } }, true],
  ["kong", "kong-proxy", {}, true],
  ["nginx", "nginx", {}, false],
  ["web", "web", {}, false],
  ["nginx", "ingress-nginx-internal-controller", installed("ingress-nginx", "x"), false],
])("class %s may be served by Service %s with %p: %p", (name, called, metadata, expected) => {
  expect(servicesFor(name, balancer(called, metadata))).toEqual([expected ? [`Service/${called}`] : [], false]);
});

test("what is reached inside the cluster only is no front of a controller", () => {
  expect(servicesFor("nginx", service("ingress-nginx-controller"))).toEqual([[], false]);
});

test("the standard class is the one that says so", () => {
  const annotations = { "ingressclass.kubernetes.io/is-default-class": "true" };
  const all = [ingressClass("a", "x.org/a"), ingressClass("b", "x.org/b", { annotations })];
  expect(classes(...all).standard).toBe("b");
  expect(classes().standard).toBeUndefined();
});

test("controllerOf() is what an IngressClass names", () => {
  const scene = sceneFrom(ingressClass("web", "k8s.io/ingress-nginx"));
  expect(controllerOf(found(scene, "IngressClass/web"))).toBe("k8s.io/ingress-nginx");
});

test.each([
  ["nginx-private", true],
  ["INTRANET", true],
  ["gke-l7-rilb", true],
  ["traefik", false],
  ["web", false],
])("soundsInternal(%s) is %p", (name, expected) => expect(soundsInternal(name)).toBe(expected));
