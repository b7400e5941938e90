import { workloadKinds } from "../../../domain/kubernetes.ts";
import type { Check } from "../check.ts";
import { isolation, openness } from "../k8s-network.ts";
import { k8sPages } from "../k8s-pages.ts";

const references = [k8sPages.networkPolicies, k8sPages.nsa];
const controls = ["nist-800-53:SC-7", "nist-800-53:AC-4"];

/** Who may talk to pods, and to whom they may. */
export const k8sNetworkPolicyChecks: readonly Check[] = [
  {
    id: "k8s-network-policy/ingress",
    title: "A network policy limits who may talk to the pods",
    severity: "medium",
    types: workloadKinds,
    fix: "add a NetworkPolicy whose podSelector selects the pods and whose ingress lists who may talk to them",
    references,
    aka: { ckv: ["CKV2_K8S_6"], cis: ["CIS Kubernetes 1.8.0 5.3.2"] },
    controls,
    judge: (resource, deployment) => isolation(resource, deployment, "Ingress"),
  },
  {
    id: "k8s-network-policy/egress",
    title: "A network policy limits to whom the pods may talk",
    severity: "low",
    types: workloadKinds,
    fix: "add Egress to policyTypes of a NetworkPolicy that selects the pods, and list to whom they may talk",
    references,
    aka: {},
    controls,
    judge: (resource, deployment) => isolation(resource, deployment, "Egress"),
  },
  {
    id: "k8s-network-policy/open-ingress",
    title: "The policy does not let everybody in on every port",
    severity: "medium",
    types: ["NetworkPolicy"],
    fix: "name peers in from, or ports, in each rule of ingress",
    references,
    aka: {},
    controls,
    judge: (resource) => openness(resource, "Ingress"),
  },
  {
    id: "k8s-network-policy/open-egress",
    title: "The policy does not let everything out on every port",
    severity: "low",
    types: ["NetworkPolicy"],
    fix: "name peers in to, or ports, in each rule of egress",
    references,
    aka: {},
    controls,
    judge: (resource) => openness(resource, "Egress"),
  },
];
