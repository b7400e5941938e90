import { expect, test } from "bun:test";
import { gatesOf, gateText } from "../../../src/correlate/exposure/k8s-policies.ts";
import { workloadsOf } from "../../../src/correlate/exposure/k8s-selectors.ts";
import { deployment, object, sceneFrom } from "../../support/exposure.ts";
import type { WrittenResource } from "../../support/posture-case.ts";

const policy = (spec: object) =>
  object("networking.k8s.io/v1/NetworkPolicy", "guard", { podSelector: {}, policyTypes: ["Ingress"], ...spec });

function gate(...policies: readonly WrittenResource[]) {
  const scene = sceneFrom(deployment("web"), ...policies);
  const [workload] = workloadsOf(scene).all;
  if (workload === undefined) throw new RangeError("no workload");
  return gatesOf(scene)(workload);
}

const from = (...peers: readonly object[]) => ({ ingress: [{ from: peers }] });
const namespace = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });

test.each([
  ["nothing", {}, false, false],
  ["everything", { ingress: [{}] }, true, true],
  ["the world", from({ ipBlock: { cidr: "0.0.0.0/0" } }), true, true],
  ["an address range", from({ ipBlock: { cidr: "10.0.0.0/8" } }), false, false],
  ["a range that is not told", from({ ipBlock: { cidr: "<unknown>" } }), undefined, undefined],
  ["all namespaces", from({ namespaceSelector: {} }), false, true],
  ["the namespace of a controller", from(namespace("ingress-nginx")), false, true],
  ["some namespace", from(namespace("billing")), false, undefined],
  ["pods of the namespace", from({ podSelector: {} }), false, undefined],
  ["egress alone", { policyTypes: ["Egress"] }, true, true],
  ["other pods", { podSelector: { matchLabels: { app: "api" } } }, true, true],
])("a policy that lets in %s", (_, spec, direct, inside) => {
  const { direct: a, inside: b } = gate(policy(spec));
  expect([a, b]).toEqual([direct, inside]);
});

test("policies add up, and kinds of others do not count", () => {
  expect(gate(policy({}), policy({ ingress: [{}] })).direct).toBe(true);
  expect(gate(object("crd.projectcalico.org/v1/NetworkPolicy", "x", {})).direct).toBe(true);
});

test("gateText() names the policy", () => {
  expect(gateText(false, gate(policy({})))).toBe(", but NetworkPolicy/guard lets nothing through");
  expect(gateText(false, gate(policy({ ingress: [] })))).toBe(", but NetworkPolicy/guard lets nothing through");
  expect(gateText(false, gate(policy(from({ ipBlock: { cidr: "10.0.0.0/8" } }))))).toBe(
    ", but NetworkPolicy/guard does not let that through",
  );
  expect(gateText(true, gate())).toBe("");
});

test("a policy that selects by a label is found by it, and may be meant by labels that are not told", () => {
  const selecting = policy({ podSelector: { matchLabels: { app: "web" } } });
  expect(gate(selecting).direct).toBe(false);
  const scene = sceneFrom(deployment("web", {}, { app: "<unknown>" }), selecting);
  const [workload] = workloadsOf(scene).all;
  expect(workload && gatesOf(scene)(workload).direct).toBeUndefined();
});
