import { expect, test } from "bun:test";
import fc from "fast-check";
import { deriveExposures } from "../../../src/correlate/exposure/derive.ts";
import { compareExposed, type Exposed } from "../../../src/domain/exposure.ts";
import { deployment, object, service } from "../../support/exposure.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

const classNames = ["web", "private", "nginx", "alb", undefined] as const;
const internal = { annotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } };

const ingress = (name: string, to: string, ingressClassName: string | undefined, annotations: object = {}) =>
  object(
    "networking.k8s.io/v1/Ingress",
    name,
    { defaultBackend: { service: { name: to } }, ...(ingressClassName !== undefined && { ingressClassName }) },
    { annotations },
  );

/** What may be there: classes, controllers that are closed, ways that are closed. */
const surroundings: readonly WrittenResource[] = [
  object("networking.k8s.io/v1/IngressClass", "web", { controller: "k8s.io/ingress-nginx" }),
  object("networking.k8s.io/v1/IngressClass", "private", { controller: "traefik.io/ingress-controller" }),
  deployment("controller", { containers: [{ name: "c", image: "c:1", args: ["--ingress-class=web"] }] }),
  service("controller", { type: "LoadBalancer" }, { name: "ingress-nginx-controller", ...internal }),
  service("traefik", { type: "LoadBalancer", loadBalancerSourceRanges: ["10.0.0.0/8"] }),
  object("networking.k8s.io/v1/NetworkPolicy", "shut", { podSelector: { matchLabels: { app: "web" } }, ingress: [] }),
  ingress("scheme", "web", "alb", { "alb.ingress.kubernetes.io/scheme": "internal" }),
  ...classNames.map((name) => ingress(`by-${name}`, "web", name)),
];

/** Ways from the internet, each of which only adds. */
const ways: readonly WrittenResource[] = [
  service("web", { type: "LoadBalancer" }, { name: "open" }),
  service("web", { type: "LoadBalancer", loadBalancerSourceRanges: ["203.0.113.0/24"] }, { name: "partner" }),
  service("web", { type: "NodePort" }, { name: "node" }),
  service("web", { externalIPs: ["203.0.113.7"] }, { name: "address" }),
  service("controller", { type: "LoadBalancer" }, { name: "front" }),
  service("controller", { type: "NodePort" }, { name: "front-node" }),
  ingress("chained", "ingress-nginx-controller", "kong"),
  ...classNames.map((name) => ingress(`new-${name}`, "web", name)),
];

function exposedOf(written: readonly WrittenResource[]): Exposed {
  const facts = deriveExposures(resourcesOf([deployment("web"), service("web"), ...written]));
  const fact = facts.find(({ target }) => target.name === "Deployment/web");
  if (fact === undefined) throw new RangeError("no Deployment/web");
  return fact.exposed;
}

test("a way more from the internet never lowers what is exposed", () => {
  fc.assert(
    fc.property(
      fc.subarray([...surroundings]),
      fc.subarray([...ways]),
      fc.constantFrom(...ways),
      (around, some, way) => {
        const given = [...around, ...some];
        expect(compareExposed(exposedOf([...given, way]), exposedOf(given))).toBeLessThanOrEqual(0);
      },
    ),
    { numRuns: 500 },
  );
});

test("what is closed says why, and its path ends there", () => {
  fc.assert(
    fc.property(fc.subarray([...surroundings]), (around) => {
      const facts = deriveExposures(resourcesOf([deployment("web"), service("web"), ...around]));
      for (const { why, path } of facts) {
        const last = path.at(-1);
        expect(why).not.toBe("");
        if (path.length > 1) expect(path.some(({ resource, how }) => why === `${resource} ${how}`)).toBe(true);
        expect(last?.how).toBeDefined();
      }
    }),
  );
});
