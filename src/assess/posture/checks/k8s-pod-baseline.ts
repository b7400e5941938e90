import { workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, not, notApplicable, worstOf } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import {
  below,
  elementsBelow,
  failIf,
  isAbsentOr,
  isThere,
  onContainers,
  onPod,
  onSecurityContexts,
  passIf,
  shown,
} from "../k8s-workload.ts";
import {
  appArmor,
  baselineCapabilities,
  isAllowedSince,
  isUserNamespace,
  latestPolicy,
  probeHosts,
  profiles,
  seLinux,
  sysctls,
} from "../pod-security.ts";
import { is, matches } from "../values.ts";

/** The same as the policy of Kubernetes 1.`minor` has them; a control that it does not have concerns nothing. */
export function k8sPodBaselineAt(minor: number): readonly Check[] {
  return [...hostChecks, ...containerChecks, ...versionedChecks(minor)];
}

const shared = { types: workloadKinds, references: [k8sPages.podSecurity] };

const hostChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-pod-baseline/host-process",
    title: "No pod runs as a Windows host process",
    severity: "critical",
    fix: "remove securityContext.windowsOptions.hostProcess, or set it to false",
    aka: { avd: ["AVD-KSV-0103"], cis: ["CIS Kubernetes 1.8.0 5.2.11"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) =>
      onSecurityContexts(resource, ({ value, at }) =>
        failIf(is(value, ["windowsOptions", "hostProcess"], true), `${at}.windowsOptions.hostProcess`, "it is true"),
      ),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/host-network",
    title: "Pods do not share the network of their node",
    severity: "high",
    fix: "remove hostNetwork from the pod's spec, or set it to false",
    aka: { ckv: ["CKV_K8S_19"], avd: ["AVD-KSV-0009"], cis: ["CIS Kubernetes 1.8.0 5.2.5"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: (resource) => hostNamespace(resource, "hostNetwork"),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/host-pid",
    title: "Pods do not see the processes of their node",
    severity: "high",
    fix: "remove hostPID from the pod's spec, or set it to false",
    aka: { ckv: ["CKV_K8S_17"], avd: ["AVD-KSV-0010"], cis: ["CIS Kubernetes 1.8.0 5.2.3"] },
    controls: ["nist-800-53:SC-39", "nist-800-53:AC-6"],
    judge: (resource) => hostNamespace(resource, "hostPID"),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/host-ipc",
    title: "Pods do not share the memory segments and queues of their node",
    severity: "high",
    fix: "remove hostIPC from the pod's spec, or set it to false",
    aka: { ckv: ["CKV_K8S_18"], avd: ["AVD-KSV-0008"], cis: ["CIS Kubernetes 1.8.0 5.2.4"] },
    controls: ["nist-800-53:SC-39", "nist-800-53:AC-6"],
    judge: (resource) => hostNamespace(resource, "hostIPC"),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/host-path",
    title: "Pods mount no directory of their node",
    severity: "high",
    fix: "replace the hostPath volume by a persistent volume claim, a config map, a secret or an emptyDir",
    aka: { avd: ["AVD-KSV-0023"], cis: ["CIS Kubernetes 1.8.0 5.2.12"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-39"],
    judge: (resource) =>
      onPod(resource, (pod) => {
        const volumes = elementsBelow(pod, "volumes");
        if (volumes.length === 0) return { status: "pass", at: `${pod.at}.volumes` };
        return worstOf(volumes.map((one) => failIf(isThere(one.value, "hostPath"), one.at, "a hostPath volume")));
      }),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/host-port",
    title: "Containers take no port of their node",
    severity: "medium",
    fix: "remove hostPort from the container's ports and put a Service in front",
    aka: { ckv: ["CKV_K8S_26"], avd: ["AVD-KSV-0024"], cis: ["CIS Kubernetes 1.8.0 5.2.13"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const ports = elementsBelow(container, "ports");
        const bad = anyOf(ports.map(({ value }) => not(isAbsentOr(value, "hostPort", "0"))));
        return failIf(bad, `${container.at}.ports`, "a port has a hostPort");
      }),
  },
];

const containerChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-pod-baseline/privileged",
    title: "No container is privileged",
    severity: "critical",
    fix: "remove securityContext.privileged, or set it to false",
    aka: { ckv: ["CKV_K8S_16"], avd: ["AVD-KSV-0017"], cis: ["CIS Kubernetes 1.8.0 5.2.2"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, ({ value, at }) => {
        const bad = is(value, ["securityContext", "privileged"], true);
        return failIf(bad, `${at}.securityContext.privileged`, "the container is privileged");
      }),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/capabilities",
    title: "Containers add no Linux capability beyond the runtime's default set",
    severity: "high",
    fix: "remove what is not needed from securityContext.capabilities.add",
    aka: { ckv: ["CKV_K8S_25"], avd: ["AVD-KSV-0022"], cis: ["CIS Kubernetes 1.8.0 5.2.9"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const added = elementsBelow(container, "securityContext", "capabilities", "add");
        const judged = added.map((one) =>
          passIf(matches(one.value, [], isBaselineCapability), one.at, `${shown(one)} is added`),
        );
        return worstOf([{ status: "pass", at: `${container.at}.securityContext.capabilities.add` }, ...judged]);
      }),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/app-armor",
    title: "Containers keep an AppArmor profile",
    severity: "medium",
    fix: "set appArmorProfile.type to RuntimeDefault or Localhost, or remove it",
    aka: { avd: ["AVD-KSV-0002"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-39"],
    judge: (resource) => appArmor(resource),
  },
  {
    ...shared,
    id: "k8s-pod-baseline/seccomp",
    title: "Seccomp is not switched off",
    severity: "medium",
    fix: "set seccompProfile.type to RuntimeDefault or Localhost, or remove it",
    aka: { avd: ["AVD-KSV-0104"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:SC-39"],
    judge: (resource) => profiles(resource, "seccompProfile", "seccomp is switched off"),
  },
];

/** The baseline level of the Pod Security Standards: one check for each control, as the latest policy has them. */
export const k8sPodBaselineChecks: readonly Check[] = k8sPodBaselineAt(latestPolicy);

function versionedChecks(minor: number): readonly Check[] {
  return [
    {
      ...shared,
      id: "k8s-pod-baseline/selinux",
      title: "Containers set no SELinux user, role, or type of their own",
      severity: "medium",
      fix: "remove seLinuxOptions.user and role, and use a type made for containers",
      aka: { avd: ["AVD-KSV-0025"] },
      controls: ["nist-800-53:AC-6", "nist-800-53:CM-6"],
      judge: (resource) => onSecurityContexts(resource, (context) => seLinux(context, minor)),
    },
    {
      ...shared,
      id: "k8s-pod-baseline/proc-mount",
      title: "Containers see /proc with its masks",
      severity: "medium",
      fix: "remove securityContext.procMount, or set it to Default",
      aka: { avd: ["AVD-KSV-0027"] },
      controls: ["nist-800-53:AC-6", "nist-800-53:SC-39"],
      judge: (resource) =>
        onContainers(resource, ({ value, at }, { pod }) => {
          const isMasked = isAbsentOr(value, ["securityContext", "procMount"], "Default");
          const good = anyOf([isUserNamespace(pod.value, minor), isMasked]);
          return passIf(good, `${at}.securityContext.procMount`, "/proc is mounted without its masks");
        }),
    },
    {
      ...shared,
      id: "k8s-pod-baseline/sysctls",
      title: "Pods set safe kernel parameters only",
      severity: "medium",
      fix: "remove what is not on the safe list from securityContext.sysctls",
      aka: { avd: ["AVD-KSV-0026"] },
      controls: ["nist-800-53:CM-6", "nist-800-53:SC-39"],
      judge: (resource) =>
        onPod(resource, (pod) => {
          const set = elementsBelow(pod, "securityContext", "sysctls");
          const judged = set.map((one) => {
            const name = below(one, "name");
            const good = matches(name.value, [], (text) => isAllowedSince(sysctls, text, minor));
            return passIf(good, name.at, `${shown(name)} is not safe`);
          });
          return worstOf([{ status: "pass", at: `${pod.at}.securityContext.sysctls` }, ...judged]);
        }),
    },
    {
      ...shared,
      id: "k8s-pod-baseline/probe-host",
      title: "Probes and lifecycle hooks call no other host than the pod",
      severity: "medium",
      fix: "remove host from httpGet and tcpSocket of probes and lifecycle hooks",
      aka: {},
      controls: ["nist-800-53:SC-7", "nist-800-53:CM-6"],
      judge: (resource) => (minor < 34 ? notApplicable : onContainers(resource, probeHosts)),
    },
  ];
}

function hostNamespace(resource: Resource, key: string): Judgement {
  return onPod(resource, ({ value, at }) => failIf(is(value, key, true), `${at}.${key}`, `${key} is true`));
}

function isBaselineCapability(name: string): boolean {
  return baselineCapabilities.has(name);
}
