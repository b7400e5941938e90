import { nameOf, workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { type Resource, valueAt } from "../../../domain/resource.ts";
import { anyOf, type Check, not, whereConcerned } from "../check.ts";
import { namespaceIsIsolated } from "../k8s-network.ts";
import { k8sPages } from "../k8s-pages.ts";
import { failIf, onPod, passIf } from "../k8s-workload.ts";
import { is, matches } from "../values.ts";

/** Namespaces of Kubernetes itself, whose pods need what others must not have. */
const systemNamespaces: ReadonlySet<string> = new Set(["kube-system", "kube-public", "kube-node-lease"]);

/** Boundaries between workloads. */
export const k8sNamespaceChecks: readonly Check[] = [
  {
    id: "k8s-namespace/not-default",
    title: "Workloads run in a namespace of their own",
    severity: "low",
    types: workloadKinds,
    fix: "set metadata.namespace to a namespace made for the application",
    references: [k8sPages.namespaces],
    aka: { ckv: ["CKV_K8S_21"], avd: ["AVD-KSV-0110"], cis: ["CIS Kubernetes 1.8.0 5.7.4"] },
    controls: ["nist-800-53:SC-2", "nist-800-53:CM-6"],
    // A manifest that names none takes the namespace that it is applied to: not known here.
    judge: (resource) =>
      onPod(resource, () => {
        const namespace = valueAt(resource.values, "metadata", "namespace");
        const at = "metadata.namespace";
        if (namespace === undefined) return { status: "unknown", at, found: "the manifest names none" };
        return failIf(is(namespace, [], "default"), at, "the namespace default");
      }),
  },
  {
    id: "k8s-namespace/pod-security",
    title: "The namespace enforces a level of the Pod Security Standards",
    severity: "medium",
    types: ["Namespace"],
    fix: 'label the namespace "pod-security.kubernetes.io/enforce" = restricted, or baseline',
    references: [k8sPages.podSecurityAdmission],
    aka: { cis: ["CIS Kubernetes 1.8.0 5.2.1"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:AC-6"],
    judge: (resource) => {
      const path = ["metadata", "labels", "pod-security.kubernetes.io/enforce"];
      const good = anyOf(["baseline", "restricted"].map((level) => is(resource.values, path, level)));
      return outsideSystem(resource, () => passIf(good, "metadata.labels", "no level is enforced, or privileged"));
    },
  },
  {
    id: "k8s-namespace/network-policy",
    title: "The namespace has a network policy",
    severity: "medium",
    types: ["Namespace"],
    fix: "add a NetworkPolicy to the namespace that denies what is not allowed",
    references: [k8sPages.networkPolicies, k8sPages.nsa],
    aka: { cis: ["CIS Kubernetes 1.8.0 5.3.2"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: (resource, deployment) => {
      const good = namespaceIsIsolated(deployment, nameOf(resource));
      return outsideSystem(resource, () => passIf(good, "metadata.name", "no network policy in the manifests"));
    },
  },
];

function outsideSystem({ values }: Resource, judge: () => Judgement): Judgement {
  const isOfSystem = matches(values, ["metadata", "name"], (name) => systemNamespaces.has(name));
  return whereConcerned(not(isOfSystem), "metadata.name", judge);
}
