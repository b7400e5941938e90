import { workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, isValueObject, type Resource, type Value } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, not, type Truth, worstOf } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import {
  below,
  elementsBelow,
  failIf,
  isAbsentOr,
  isThere,
  isWindows,
  onContainers,
  onPod,
  onSecurityContexts,
  passIf,
  type Workload,
} from "../k8s-workload.ts";
import { isConfined, isConfinedOrUnset, isUserNamespace, latestPolicy, restrictedVolumes } from "../pod-security.ts";
import { is } from "../values.ts";

/** The same as the policy of Kubernetes 1.`minor` has them. Linux's own controls pass over Windows pods (from 1.25). */
export function k8sPodRestrictedAt(minor: number): readonly Check[] {
  return [...sandboxChecks, ...userChecks(minor)];
}

const shared = { types: workloadKinds, references: [k8sPages.podSecurity] };

const sandboxChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-pod-restricted/volume-types",
    title: "Pods mount only kinds of volume that the cluster provides",
    severity: "low",
    fix: "use configMap, csi, downwardAPI, emptyDir, ephemeral, image, persistentVolumeClaim, projected or secret volumes",
    aka: { avd: ["AVD-KSV-0028"] },
    controls: ["nist-800-53:CM-7"],
    judge: (resource) =>
      onPod(resource, (pod) => {
        const volumes = elementsBelow(pod, "volumes");
        if (volumes.length === 0) return { status: "pass", at: `${pod.at}.volumes` };
        return worstOf(volumes.map(({ value, at }) => passIf(isRestrictedVolume(value), at, "another kind of volume")));
      }),
  },
  {
    ...shared,
    id: "k8s-pod-restricted/privilege-escalation",
    title: "Containers cannot gain more privileges than they start with",
    severity: "medium",
    fix: "set securityContext.allowPrivilegeEscalation = false in each container",
    aka: { ckv: ["CKV_K8S_20"], avd: ["AVD-KSV-0001"], cis: ["CIS Kubernetes 1.8.0 5.2.6"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-6(10)"],
    judge: (resource) =>
      onContainers(resource, ({ value, at }, workload) => {
        const good = anyOf([isWindows(workload), is(value, ["securityContext", "allowPrivilegeEscalation"], false)]);
        return passIf(good, `${at}.securityContext.allowPrivilegeEscalation`, "it is not false");
      }),
  },
  {
    ...shared,
    id: "k8s-pod-restricted/seccomp",
    title: "Containers run under a seccomp profile",
    severity: "medium",
    fix: "set securityContext.seccompProfile.type = RuntimeDefault for the pod",
    aka: { ckv: ["CKV_K8S_31"], avd: ["AVD-KSV-0030"], cis: ["CIS Kubernetes 1.8.0 5.7.2"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:SC-39"],
    judge: seccomp,
  },
  {
    ...shared,
    id: "k8s-pod-restricted/capabilities",
    title: "Containers drop all Linux capabilities and add back NET_BIND_SERVICE at most",
    severity: "medium",
    fix: 'set securityContext.capabilities.drop = ["ALL"] in each container',
    aka: { ckv: ["CKV_K8S_37"], avd: ["AVD-KSV-0106"], cis: ["CIS Kubernetes 1.8.0 5.2.10"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, (container, workload) => {
        const dropped = elementsBelow(container, "securityContext", "capabilities", "drop");
        const added = elementsBelow(container, "securityContext", "capabilities", "add");
        const good = allOf([
          anyOf(dropped.map(({ value }) => is(value, [], "ALL"))),
          ...added.map(({ value }) => is(value, [], "NET_BIND_SERVICE")),
        ]);
        const found = "not all are dropped, or another than NET_BIND_SERVICE is added";
        return passIf(anyOf([isWindows(workload), good]), `${container.at}.securityContext.capabilities`, found);
      }),
  },
  {
    ...shared,
    id: "k8s-pod-restricted/proc-mount",
    title: "Containers see /proc with its masks, in a user namespace too",
    severity: "medium",
    fix: "remove securityContext.procMount, or set it to Default",
    aka: { avd: ["AVD-KSV-0027"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-39"],
    judge: (resource) =>
      onContainers(resource, ({ value, at }) => {
        const good = isAbsentOr(value, ["securityContext", "procMount"], "Default");
        return passIf(good, `${at}.securityContext.procMount`, "/proc is mounted without its masks");
      }),
  },
];

/** What the restricted level of the Pod Security Standards asks beyond the baseline, as the latest policy has it. */
export const k8sPodRestrictedChecks: readonly Check[] = k8sPodRestrictedAt(latestPolicy);

function userChecks(minor: number): readonly Check[] {
  const references = [...shared.references, k8sPages.userNamespaces];
  return [
    {
      ...shared,
      references,
      id: "k8s-pod-restricted/non-root",
      title: "Containers must run as another user than root",
      severity: "medium",
      fix: "set securityContext.runAsNonRoot = true for the pod, and false nowhere",
      aka: { ckv: ["CKV_K8S_23"], avd: ["AVD-KSV-0012"], cis: ["CIS Kubernetes 1.8.0 5.2.7"] },
      controls: ["nist-800-53:AC-6", "nist-800-53:CM-6"],
      judge: (resource) => nonRoot(resource, minor),
    },
    {
      ...shared,
      references,
      id: "k8s-pod-restricted/root-user",
      title: "No container is told to run as user 0",
      severity: "medium",
      fix: "set securityContext.runAsUser to another user than 0",
      aka: { avd: ["AVD-KSV-0105"], cis: ["CIS Kubernetes 1.8.0 5.2.7"] },
      controls: ["nist-800-53:AC-6"],
      judge: (resource) =>
        onPod(resource, ({ value: spec }) =>
          onSecurityContexts(resource, ({ value, at }) => {
            const bad = allOf([not(isUserNamespace(spec, minor)), is(value, "runAsUser", 0)]);
            return failIf(bad, `${at}.runAsUser`, "it is 0");
          }),
        ),
    },
  ];
}

/** Members of a volume besides its name tell its kind; null is as good as absent. */
function isRestrictedVolume(volume: Value | undefined): Truth {
  if (isHidden(volume)) return undefined;
  if (!isValueObject(volume)) return true;
  const kinds = Object.keys(volume).filter((key) => key !== "name" && volume[key] !== null);
  return kinds.every((kind) => restrictedVolumes.has(kind));
}

function seccomp(resource: Resource): Judgement {
  return settledByPod(resource, "seccompProfile.type", (workload) => {
    const context = below(workload.pod, "securityContext").value;
    return {
      isExempt: isWindows(workload),
      isGoodForPod: isConfinedOrUnset(context, "seccompProfile"),
      isSetByPod: isConfined(context, "seccompProfile"),
      isUnset: (own) => not(isThere(own, "seccompProfile")),
      isGood: (own) => isConfined(own, "seccompProfile"),
    };
  });
}

function nonRoot(resource: Resource, minor: number): Judgement {
  return settledByPod(resource, "runAsNonRoot", ({ pod }) => {
    const context = below(pod, "securityContext").value;
    return {
      isExempt: isUserNamespace(pod.value, minor),
      isGoodForPod: isAbsentOr(context, "runAsNonRoot", "true"),
      isSetByPod: is(context, "runAsNonRoot", true),
      isUnset: (own) => not(isThere(own, "runAsNonRoot")),
      isGood: (own) => is(own, "runAsNonRoot", true),
    };
  });
}

/** A setting that a container has of its own or takes from its pod. */
type Settling = {
  readonly isExempt: Truth;
  /** Not set for the pod, or set well: a bad one fails even where each container has its own. */
  readonly isGoodForPod: Truth;
  readonly isSetByPod: Truth;
  readonly isUnset: (context: Value | undefined) => Truth;
  readonly isGood: (context: Value | undefined) => Truth;
};

function settledByPod(resource: Resource, path: string, ask: (workload: Workload) => Settling): Judgement {
  return onContainers(resource, ({ value, at }, workload) => {
    const { isExempt, isGoodForPod, isSetByPod, isUnset, isGood } = ask(workload);
    const own = below({ value, at }, "securityContext");
    const good = anyOf([isGood(own.value), allOf([isUnset(own.value), isSetByPod])]);
    const found = "neither the container nor its pod sets it as asked";
    return passIf(anyOf([isExempt, allOf([isGoodForPod, good])]), `${own.at}.${path}`, found);
  });
}
