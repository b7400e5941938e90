import { describe, expect, test } from "bun:test";
import { deployment, derived, object, service } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const edge = (spec: object = {}, annotations: object = {}) =>
  object(
    "networking.k8s.io/v1/Ingress",
    "edge",
    { defaultBackend: { service: { name: "web" } }, ...spec },
    { annotations },
  );

/** What is told of the workload behind the Ingress. */
const told = (...more: readonly WrittenResource[]) =>
  derived(deployment("web"), service("web"), ...more).find((line) => line.includes(" Deployment/web: ")) ?? "";
const word = (...more: readonly WrittenResource[]) => told(...more).split(" ")[0];

const scheme = (value: string) => ({ "alb.ingress.kubernetes.io/scheme": value });
const named = (ingressClassName: string) => ({ ingressClassName });

const ingressClass = (name: string, controller: string, more: object = {}, metadata: object = {}) =>
  object("networking.k8s.io/v1/IngressClass", name, { controller, ...more }, metadata);
const internal = { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" };
const balancer = (name: string, annotations: object = {}, metadata: object = {}) =>
  service(name, { type: "LoadBalancer", ports: [{ port: 443 }] }, { annotations, ...metadata });
const started = (name: string, ...args: readonly string[]) =>
  deployment(name, { containers: [{ name, image: "registry.example/c:1", args }] });

describe("by its name alone", () => {
  test.each(["not-internal-public", "intranet", "nginx-private", "internal", "nginxInternal"])(
    "class %s may be internal",
    (name) => {
      expect(told(edge(named(name)))).toStartWith(
        `unknown Deployment/web: internet → Ingress/edge (is an Ingress; the class ${name} may be internal: its controller is not among the manifests)`,
      );
      expect(word(edge({}, { "kubernetes.io/ingress.class": name }))).toBe("unknown");
    },
  );

  test.each(["traefik", "kong", "web", "nginx"])("class %s is for the internet", (name) => {
    expect(word(edge(named(name)))).toBe("yes");
  });

  test("no class is for the internet, the standard class is what its object says", () => {
    const standard = { annotations: { "ingressclass.kubernetes.io/is-default-class": "true" } };
    expect(word(edge())).toBe("yes");
    expect(word(edge(), ingressClass("private", "example.org/c", {}, standard))).toBe("unknown");
    expect(word(edge(named("web")), ingressClass("private", "example.org/c", {}, standard))).toBe("yes");
  });

  test("a class that is not told is unknown", () => expect(word(edge(named("<unknown>")))).toBe("unknown"));
});

describe("by annotations", () => {
  test.each([
    ["alb", {}, "unknown"],
    ["alb", scheme("internet-facing"), "yes"],
    ["alb", scheme("internal"), "no"],
    ["alb", scheme("<unknown>"), "unknown"],
    ["web", scheme("internal"), "no"],
    ["alb-private", scheme("internet-facing"), "yes"],
    ["gce-internal", {}, "no"],
    ["azure-application-gateway", { "appgw.ingress.kubernetes.io/use-private-ip": "true" }, "no"],
    ["private", { "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8" }, "no"],
    ["nginx", { "nginx.ingress.kubernetes.io/whitelist-source-range": "203.0.113.0/24" }, "unknown"],
    // What the controller of the class does not heed closes nothing.
    ["nginx", scheme("internal"), "yes"],
    ["traefik", { "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8" }, "yes"],
  ])("class %s with %p: %s", (name, annotations, expected) => {
    expect(word(edge(named(name), annotations))).toBe(expected);
  });

  test.each([
    ["internal", "internet-facing", "no"],
    ["internet-facing", "internal", "yes"],
    ["<unknown>", "internal", "unknown"],
  ])("what the class sets (%s) goes before the annotation (%s): %s", (set, annotated, expected) => {
    const parameters = object("elbv2.k8s.aws/v1beta1/IngressClassParams", "params", { scheme: set });
    const own = ingressClass("edge", "ingress.k8s.aws/alb", { parameters: { name: "params" } });
    expect(word(edge(named("edge"), scheme(annotated)), own, parameters)).toBe(expected);
  });
});

describe("by the controller among the manifests", () => {
  test("whose Service is internal", () => {
    const run = started("c", "/controller", "--ingress-class=web");
    expect(told(edge(named("web")), run, balancer("c", internal))).toBe(
      "no Deployment/web: internet → Ingress/edge (is an Ingress of class web; Service/c of its controller is a load balancer that is internal by its annotation service.beta.kubernetes.io/azure-load-balancer-internal: true)",
    );
  });

  test("whose Service is for the internet, whatever the class is called", () => {
    const run = started("c", "--ingress-class", "private");
    expect(told(edge(named("private")), run, balancer("c"))).toStartWith(
      "yes Deployment/web: internet → Ingress/edge (is an Ingress of class private; Service/c of its controller is a load balancer for the internet on port 443)",
    );
  });

  test.each([
    ["private", "unknown"],
    ["web", "yes"],
  ])("whose Service is for the cluster only tells nothing of class %s: %s", (name, expected) => {
    const run = started("c", `--ingress-class=${name}`);
    expect(word(edge(named(name)), run, service("c"))).toBe(expected);
    expect(word(edge(named(name)), run, service("c", { type: "NodePort" }))).toBe(expected);
  });

  test("which is internal, behind another Ingress that is not", () => {
    const front = object("networking.k8s.io/v1/Ingress", "front", { defaultBackend: { service: { name: "c" } } });
    const run = started("c", "--ingress-class=web");
    expect(told(edge(named("web")), run, balancer("c", internal), front)).toStartWith(
      "yes Deployment/web: internet → Ingress/front",
    );
  });

  test("which takes a port of its node beside an internal Service", () => {
    const container = { name: "c", image: "c:1", args: ["--ingress-class=web"], ports: [{ hostPort: 443 }] };
    const run = deployment("c", { containers: [container] });
    expect(word(edge(named("web")), run, balancer("c", internal))).toBe("unknown");
  });

  test("which is called so, where two are and one is internal, is not told", () => {
    const app = (instance: string) => ({
      labels: { "app.kubernetes.io/name": "ingress-nginx", "app.kubernetes.io/instance": instance },
    });
    const two = [balancer("a-controller", {}, app("a")), balancer("b-controller", internal, app("b"))];
    expect(word(edge(named("team")), ingressClass("team", "k8s.io/ingress-nginx"), ...two)).toBe("unknown");
    expect(word(edge(named("team")), ingressClass("team", "k8s.io/ingress-nginx", {}, app("b")), ...two)).toBe("no");
  });
});

test("a route of another controller has a class too", () => {
  const route = (annotations: object) =>
    object("traefik.io/v1alpha1/IngressRoute", "r", { routes: [{ services: [{ name: "web" }] }] }, { annotations });
  expect(word(route({ "kubernetes.io/ingress.class": "traefik-internal" }))).toBe("unknown");
  expect(word(route({}))).toBe("yes");
});
