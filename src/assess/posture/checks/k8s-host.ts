import { type Container, workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, not, type Truth, worstOf } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import {
  below,
  elementsBelow,
  failIf,
  isThere,
  onContainers,
  onPod,
  type Place,
  shown,
  workloadOf,
} from "../k8s-workload.ts";
import { is, isSet, matches } from "../values.ts";

const shared = { types: workloadKinds, references: [k8sPages.volumes, k8sPages.nsa] };

/** What pods see of their node and of each other. */
export const k8sHostChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-host/runtime-socket",
    title: "No pod mounts the socket of a container runtime",
    severity: "critical",
    fix: "remove the hostPath volume of the runtime's socket",
    aka: { ckv: ["CKV_K8S_27"], avd: ["AVD-KSV-0006"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: (resource) => onHostPaths(resource, isRuntimeSocket, "the socket of a container runtime"),
  },
  {
    ...shared,
    id: "k8s-host/sensitive-path",
    title: "No pod mounts a directory of its node that holds its secrets or its system",
    severity: "high",
    fix: "remove the hostPath volume, or mount only the directory that is needed",
    aka: { avd: ["AVD-KSV-0121"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-39"],
    judge: (resource) => onHostPaths(resource, isSensitive, "a sensitive directory of the node"),
  },
  {
    ...shared,
    id: "k8s-host/writable-path",
    title: "Directories of the node are mounted for reading only",
    severity: "medium",
    fix: "set readOnly = true on the volume mount",
    aka: {},
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-5"],
    judge: (resource) => onContainers(resource, (container) => mountsOf(container, hostVolumes(resource))),
  },
  {
    ...shared,
    id: "k8s-host/aliases",
    title: "Pods resolve names as the cluster does: they set no host aliases",
    severity: "low",
    fix: "remove hostAliases from the pod's spec",
    aka: { avd: ["AVD-KSV-0007"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:SC-20"],
    judge: (resource) =>
      onPod(resource, ({ value, at }) => failIf(isSet(value, "hostAliases"), `${at}.hostAliases`, "there are some")),
  },
  {
    ...shared,
    references: ["https://kubernetes.io/docs/tasks/configure-pod-container/share-process-namespace/"],
    id: "k8s-host/shared-processes",
    title: "Containers of a pod do not see each other's processes",
    severity: "low",
    fix: "remove shareProcessNamespace from the pod's spec, or set it to false",
    aka: {},
    controls: ["nist-800-53:SC-39"],
    judge: (resource) =>
      onPod(resource, ({ value, at }) =>
        failIf(is(value, "shareProcessNamespace", true), `${at}.shareProcessNamespace`, "it is true"),
      ),
  },
];

function onHostPaths(resource: Resource, isBad: (path: string) => boolean, found: string): Judgement {
  return onPod(resource, (pod) => {
    const paths = elementsBelow(pod, "volumes").map((volume) => below(volume, "hostPath", "path"));
    const judged = paths.map((path) => failIf(matches(path.value, [], isBad), path.at, `${shown(path)}: ${found}`));
    return worstOf([{ status: "pass", at: `${pod.at}.volumes` }, ...judged]);
  });
}

/** Sockets of Docker, containerd, CRI-O and Podman, wherever they lie. */
function isRuntimeSocket(path: string): boolean {
  return /(?:^|\/)(?:docker|containerd|crio|cri-dockerd|dockershim|podman)\.sock\/?$/.test(path);
}

/** The node's root, its configuration and credentials, its devices, and what the kubelet, etcd and runtimes keep. */
const withAllBelow = [
  ...["/etc", "/root", "/boot", "/home", "/dev", "/sys", "/proc", "/usr", "/bin", "/sbin", "/lib", "/lib64"],
  ...["/var/lib/kubelet", "/var/lib/etcd", "/var/lib/docker", "/var/lib/containerd", "/var/lib/rancher"],
];

/** These hold sockets; what lies below them may be harmless. */
const themselves: ReadonlySet<string> = new Set(["", "/var", "/run", "/var/run", "/var/lib"]);

/** Below sensitive directories, and yet nothing but a clock or a list. */
const harmless: ReadonlySet<string> = new Set([
  ...["/etc/localtime", "/etc/timezone", "/etc/os-release", "/etc/machine-id", "/usr/share/zoneinfo"],
]);

function isSensitive(path: string): boolean {
  const trimmed = path.replace(/(?<!\/)\/+$/, "").replace(/^\/+$/, "");
  if (themselves.has(trimmed)) return true;
  return !harmless.has(trimmed) && withAllBelow.some((one) => trimmed === one || trimmed.startsWith(`${one}/`));
}

/** Names of the hostPath volumes of a workload; undefined among them for one that may be. */
function hostVolumes(resource: Resource): readonly Place[] {
  const pod = workloadOf(resource)?.pod;
  const volumes = pod === undefined ? [] : elementsBelow(pod, "volumes");
  return volumes.filter(({ value }) => isThere(value, "hostPath") !== false);
}

function mountsOf(container: Container, volumes: readonly Place[]): Judgement {
  const judged = elementsBelow(container, "volumeMounts").map(({ value, at }) => {
    const bad = anyOf(volumes.map((volume) => isWritableMount(value, volume)));
    return failIf(bad, at, "a directory of the node can be written to");
  });
  return worstOf([{ status: "pass", at: `${container.at}.volumeMounts` }, ...judged]);
}

function isWritableMount(mount: Place["value"], volume: Place): Truth {
  const isOfVolume = matches(mount, "name", (name) => is(volume.value, "name", name) !== false);
  const isWritable = not(is(mount, "readOnly", true));
  const isCertain = isThere(volume.value, "hostPath") === true;
  if (isOfVolume === false || isWritable === false) return false;
  return isCertain ? isOfVolume && isWritable : undefined;
}
