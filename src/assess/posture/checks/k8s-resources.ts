import type { Deployment } from "../../../domain/deployment.ts";
import { type Container, workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { type Resource, type Value, valueAt } from "../../../domain/resource.ts";
import { anyOf, type Check, not, notApplicable, type Truth } from "../check.ts";
import { homeOf, namespaceDefaults } from "../k8s-index.ts";
import { k8sPages } from "../k8s-pages.ts";
import { isLongRunning, onContainers, passIf } from "../k8s-workload.ts";
import { isSet } from "../values.ts";

const shared = {
  types: workloadKinds,
  severity: "low",
  references: [k8sPages.resources],
  controls: ["nist-800-53:SC-5", "nist-800-53:SC-6"],
} as const;

/** What containers may take from their node, and what the scheduler sets aside for them. */
export const k8sResourcesChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-resources/cpu-limit",
    title: "Containers have a limit on CPU",
    fix: "set resources.limits.cpu",
    aka: { ckv: ["CKV_K8S_11"], avd: ["AVD-KSV-0011"] },
    judge: (resource, deployment) => limit(resource, deployment, "cpu"),
  },
  {
    ...shared,
    id: "k8s-resources/memory-limit",
    title: "Containers have a limit on memory",
    fix: "set resources.limits.memory",
    aka: { ckv: ["CKV_K8S_13"], avd: ["AVD-KSV-0018"] },
    judge: (resource, deployment) => limit(resource, deployment, "memory"),
  },
  {
    ...shared,
    id: "k8s-resources/cpu-request",
    title: "Containers request CPU",
    fix: "set resources.requests.cpu",
    aka: { ckv: ["CKV_K8S_10"], avd: ["AVD-KSV-0015"] },
    judge: (resource, deployment) => request(resource, deployment, "cpu"),
  },
  {
    ...shared,
    id: "k8s-resources/memory-request",
    title: "Containers request memory",
    fix: "set resources.requests.memory",
    aka: { ckv: ["CKV_K8S_12"], avd: ["AVD-KSV-0016"] },
    judge: (resource, deployment) => request(resource, deployment, "memory"),
  },
];

function limit(resource: Resource, deployment: Deployment, what: string): Judgement {
  const defaults = namespaceDefaults(deployment, homeOf(resource), "default");
  return onLasting(resource, `limits.${what}`, (own, ofPod) =>
    anyOf([isSet(own, ["limits", what]), isSet(ofPod, ["limits", what]), ...defaults.map((one) => isSet(one, what))]),
  );
}

/** A limit without a request is its own request (API default). */
function request(resource: Resource, deployment: Deployment, what: string): Judgement {
  const keys = ["default", "defaultRequest"] as const;
  const defaults = keys.flatMap((key) => namespaceDefaults(deployment, homeOf(resource), key));
  return onLasting(resource, `requests.${what}`, (own, ofPod) =>
    anyOf([
      ...["requests", "limits"].flatMap((kind) => [isSet(own, [kind, what]), isSet(ofPod, [kind, what])]),
      ...defaults.map((one) => isSet(one, what)),
    ]),
  );
}

function onLasting(
  resource: Resource,
  path: string,
  isGood: (own: Value | undefined, ofPod: Value | undefined) => Truth,
): Judgement {
  return onContainers(resource, (container: Container, { pod }) => {
    const lasts = isLongRunning(container);
    if (lasts === false) return notApplicable;
    const good = isGood(valueAt(container.value, "resources"), valueAt(pod.value, "resources"));
    // One that may be short-lived may do without.
    return passIf(anyOf([good, not(lasts)]), `${container.at}.resources.${path}`, "it is not set");
  });
}
