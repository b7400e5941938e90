import { type Container, workloadKinds } from "../../../domain/kubernetes.ts";
import { valueAt } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, not, notApplicable, type Truth, worstOf } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import {
  elementsBelow,
  failIf,
  isWindows,
  onContainers,
  onSecurityContexts,
  type Place,
  passIf,
  shown,
} from "../k8s-workload.ts";
import { is, isSet, matches } from "../values.ts";

const shared = { types: workloadKinds, references: [k8sPages.securityContext] };

/** How containers are confined, beyond the Pod Security Standards. */
export const k8sContainerChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-container/read-only-root",
    title: "Containers cannot write to their own file system",
    severity: "low",
    fix: "set securityContext.readOnlyRootFilesystem = true and mount volumes where the program writes",
    aka: { ckv: ["CKV_K8S_22"], avd: ["AVD-KSV-0014"] },
    controls: ["nist-800-53:CM-5", "nist-800-53:SI-7"],
    judge: (resource) =>
      onContainers(resource, ({ value, at, role }, workload) => {
        if (role === "ephemeral") return notApplicable;
        const good = anyOf([isWindows(workload), is(value, ["securityContext", "readOnlyRootFilesystem"], true)]);
        return passIf(good, `${at}.securityContext.readOnlyRootFilesystem`, "it is not true");
      }),
  },
  {
    ...shared,
    id: "k8s-container/high-user-id",
    title: "Containers run as a user that no node has",
    severity: "low",
    fix: "set securityContext.runAsUser to 10000 or more",
    aka: { ckv: ["CKV_K8S_40"], avd: ["AVD-KSV-0020"] },
    controls: ["nist-800-53:AC-6"],
    // Where nothing is set, the image decides: not known here.
    judge: (resource) =>
      onContainers(resource, ({ value, at }, { pod }) => {
        const own = valueAt(value, "securityContext", "runAsUser");
        const user = own ?? valueAt(pod.value, "securityContext", "runAsUser");
        const place = `${at}.securityContext.runAsUser`;
        if (user === undefined) return { status: "unknown", at: place, found: "the image decides" };
        const good = matches(user, [], (id) => Number(id) >= lowestForeignUser);
        return passIf(good, place, "a user id below 10000");
      }),
  },
  {
    ...shared,
    id: "k8s-container/root-group",
    title: "Containers are not told to run in group 0",
    severity: "low",
    fix: "set securityContext.runAsGroup to another group than 0",
    aka: {},
    controls: ["nist-800-53:AC-6"],
    judge: (resource) =>
      onSecurityContexts(resource, ({ value, at }) =>
        failIf(is(value, "runAsGroup", 0), `${at}.runAsGroup`, "it is 0"),
      ),
  },
  {
    ...shared,
    id: "k8s-container/net-raw",
    title: "Containers cannot forge packets: NET_RAW is dropped",
    severity: "low",
    fix: 'add "ALL" or "NET_RAW" to securityContext.capabilities.drop',
    aka: { ckv: ["CKV_K8S_28"], cis: ["CIS Kubernetes 1.8.0 5.2.8"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, (container, workload) => {
        const isDropped = names(container, "drop", ["ALL", "NET_RAW"]);
        const isAdded = names(container, "add", ["ALL", "NET_RAW"]);
        const good = anyOf([isWindows(workload), allOf([isDropped, not(isAdded)])]);
        return passIf(good, `${container.at}.securityContext.capabilities`, "NET_RAW is not dropped");
      }),
  },
  {
    ...shared,
    id: "k8s-container/sys-admin",
    title: "No container has the capability SYS_ADMIN",
    severity: "high",
    fix: "remove SYS_ADMIN and ALL from securityContext.capabilities.add",
    aka: { ckv: ["CKV_K8S_39"], avd: ["AVD-KSV-0005"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const bad = names(container, "add", ["ALL", "SYS_ADMIN"]);
        return failIf(bad, `${container.at}.securityContext.capabilities.add`, "SYS_ADMIN is added");
      }),
  },
  {
    ...shared,
    id: "k8s-container/kernel-capabilities",
    title: "No container has a capability that reaches into the kernel or other processes",
    severity: "high",
    fix: "remove the capability from securityContext.capabilities.add",
    aka: { avd: ["AVD-KSV-0120"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const added = elementsBelow(container, "securityContext", "capabilities", "add");
        const judged = added.map((one) => failIf(isOneOf(one, kernelCapabilities), one.at, `${shown(one)} is added`));
        return worstOf([{ status: "pass", at: `${container.at}.securityContext.capabilities.add` }, ...judged]);
      }),
  },
  {
    ...shared,
    id: "k8s-container/privileged-port",
    title: "Containers listen on ports from 1024 upwards, which need no privilege",
    severity: "info",
    fix: "let the program listen on a port from 1024 upwards, and map it in the Service",
    aka: { avd: ["AVD-KSV-0117"] },
    controls: ["nist-800-53:CM-7"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const ports = elementsBelow(container, "ports");
        const bad = anyOf(ports.map(({ value }) => matches(value, "containerPort", (port) => Number(port) < 1024)));
        return failIf(bad, `${container.at}.ports`, "a port below 1024");
      }),
  },
  {
    ...shared,
    id: "k8s-container/security-context",
    title: "Containers, or their pods, say how they are confined",
    severity: "low",
    fix: "set a securityContext for the pod or for each container",
    aka: { ckv: ["CKV_K8S_30"], avd: ["AVD-KSV-0118"], cis: ["CIS Kubernetes 1.8.0 5.7.3"] },
    controls: ["nist-800-53:CM-6"],
    judge: (resource) =>
      onContainers(resource, (container, { pod }) => {
        const good = anyOf([hasContext(container), hasContext(pod)]);
        return passIf(good, `${container.at}.securityContext`, "there is none");
      }),
  },
];

/** Below it lie the users that distributions hand out to services and people (NSA guide: a high UID). */
const lowestForeignUser = 10_000;

/** They load modules, read any file or memory, trace processes, or rewire the node's network. */
const kernelCapabilities: readonly string[] = [
  "ALL",
  "BPF",
  "DAC_READ_SEARCH",
  "MAC_ADMIN",
  "NET_ADMIN",
  "PERFMON",
  "SYS_BOOT",
  "SYS_MODULE",
  "SYS_PTRACE",
  "SYS_RAWIO",
  "SYS_TIME",
];

/** True when the list of capabilities holds one of these; runtimes take them with and without `CAP_`. */
function names(container: Container, list: "add" | "drop", words: readonly string[]): Truth {
  const elements = elementsBelow(container, "securityContext", "capabilities", list);
  return anyOf(elements.map((one) => isOneOf(one, words)));
}

function isOneOf({ value }: Place, words: readonly string[]): Truth {
  return matches(value, [], (name) => words.includes(name.replace(/^CAP_/, "")));
}

function hasContext({ value }: Place): Truth {
  return isSet(value, "securityContext");
}
