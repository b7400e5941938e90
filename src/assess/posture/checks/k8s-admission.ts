import { groupOf, kindOf } from "../../../domain/kubernetes.ts";
import type { Resource } from "../../../domain/resource.ts";
import { type Check, type Truth, worstOf } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import { elementsBelow, isAbsentOr, passIf } from "../k8s-workload.ts";
import { is } from "../values.ts";

/** What the API server is told to ask, and whether it still knows what it is given. */
export const k8sAdmissionChecks: readonly Check[] = [
  {
    id: "k8s-admission/webhook-failure",
    title: "What a webhook cannot check is not let in",
    severity: "low",
    types: ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"],
    fix: "set failurePolicy = Fail on the webhook",
    references: [k8sPages.webhooks],
    aka: {},
    controls: ["nist-800-53:CM-5", "nist-800-53:SC-24"],
    judge: (resource) => {
      // Nothing means Fail in v1, and meant Ignore in v1beta1.
      const isOld = resource.type.includes("/v1beta1/");
      const webhooks = elementsBelow({ value: resource.values, at: "configuration" }, "webhooks");
      return worstOf(
        webhooks.map(({ value, at }) => {
          const good = isOld ? is(value, "failurePolicy", "Fail") : isAbsentOr(value, "failurePolicy", "Fail");
          return passIf(good, `${at.replace("configuration.", "")}.failurePolicy`, "it is Ignore");
        }),
      );
    },
  },
  {
    id: "k8s-admission/served-version",
    title: "The manifest is of an API version that Kubernetes still serves",
    severity: "low",
    types: [
      ...["CronJob", "DaemonSet", "Deployment", "HorizontalPodAutoscaler", "Ingress", "NetworkPolicy", "ReplicaSet"],
      ...["PodDisruptionBudget", "PodSecurityPolicy", "StatefulSet", "Role", "ClusterRole", "RoleBinding"],
      ...["ClusterRoleBinding", "ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"],
    ],
    fix: "write the manifest in the version that took its place; for PodSecurityPolicy, use Pod Security Admission",
    references: [k8sPages.deprecations],
    aka: {},
    controls: ["nist-800-53:SA-22", "nist-800-53:CM-6"],
    judge: (resource) => passIf(isServed(resource), "apiVersion", "a version that was removed"),
  },
];

/** `group/version` → kinds that it had when it was removed; `*` for all (deprecation guide, up to 1.32). */
const removed: ReadonlyMap<string, readonly string[]> = new Map([
  ["extensions/v1beta1", ["*"]],
  ["apps/v1beta1", ["*"]],
  ["apps/v1beta2", ["*"]],
  ["networking.k8s.io/v1beta1", ["Ingress", "IngressClass"]],
  ["rbac.authorization.k8s.io/v1beta1", ["*"]],
  ["rbac.authorization.k8s.io/v1alpha1", ["*"]],
  ["admissionregistration.k8s.io/v1beta1", ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"]],
  ["batch/v1beta1", ["CronJob"]],
  ["batch/v2alpha1", ["CronJob"]],
  ["policy/v1beta1", ["PodDisruptionBudget", "PodSecurityPolicy"]],
  ["autoscaling/v2beta1", ["*"]],
  ["autoscaling/v2beta2", ["*"]],
]);

/** Groups of Kubernetes itself; others keep their own versions. */
const groups: ReadonlySet<string> = new Set([
  ...["apps", "batch", "extensions", "policy", "autoscaling", "networking.k8s.io"],
  ...["rbac.authorization.k8s.io", "admissionregistration.k8s.io"],
]);

function isServed(resource: Resource): Truth {
  const version = resource.type.slice(0, resource.type.lastIndexOf("/"));
  const kinds = removed.get(version) ?? [];
  if (kinds.includes("*") || kinds.includes(kindOf(resource))) return false;
  // A preview that is in no list may be served, or not yet, or no more.
  return groups.has(groupOf(resource)) && /\/v\d+(?:alpha|beta)/.test(version) ? undefined : true;
}
