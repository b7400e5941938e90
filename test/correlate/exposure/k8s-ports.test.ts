import { expect, test } from "bun:test";
import { nodePorts, onPorts, portsText, targetPorts } from "../../../src/correlate/exposure/k8s-ports.ts";
import { found, object, sceneFrom, service } from "../../support/exposure.ts";

const later = "<unknown>";

test.each([
  [[], ""],
  [["443"], " on port 443"],
  [["80", "443", "80"], " on ports 80, 443"],
  [["1", "2", "3", "4", "5", "6", "7"], " on ports 1, 2, 3, 4, 5 and 2 more"],
])("portsText(%p) is %p", (ports, text) => expect(portsText(ports)).toBe(text));

test("a Service has ports of its own, of nodes and of pods", () => {
  const ports = [{ port: 443, targetPort: "https", nodePort: 30443 }, { port: 80 }, { port: 81, targetPort: later }];
  const web = found(sceneFrom(service("web", { ports })), "Service/web");
  expect([onPorts(web, undefined), nodePorts(web), targetPorts(web)]).toEqual([
    " on ports 443, 80, 81",
    "port 30443",
    ["https", "80"],
  ]);
  expect(nodePorts(found(sceneFrom(service("web")), "Service/web"))).toBe("a port");
});

const ingress = (spec: object) =>
  found(sceneFrom(object("networking.k8s.io/v1/Ingress", "edge", spec)), "Ingress/edge");

test("an Ingress is on 80, with certificates on 443; an ALB on what it is told", () => {
  const listen = { "alb.ingress.kubernetes.io/listen-ports": '[{"HTTPS": 8443}]' };
  expect([
    onPorts(ingress({}), undefined),
    onPorts(ingress({ tls: [{}] }), undefined),
    onPorts(ingress({}), listen),
  ]).toEqual([" on port 80", " on ports 80, 443", " on port 8443"]);
});

test("a Gateway is on the ports of its listeners; of others nothing is told", () => {
  const listeners = [{ port: 443 }, { port: 8443 }];
  const gateway = object("gateway.networking.k8s.io/v1/Gateway", "g", { listeners });
  const scene = sceneFrom(gateway, object("route.openshift.io/v1/Route", "r"));
  expect(onPorts(found(scene, "Gateway/g"), undefined)).toBe(" on ports 443, 8443");
  expect(onPorts(found(scene, "Route/r"), undefined)).toBe("");
});
