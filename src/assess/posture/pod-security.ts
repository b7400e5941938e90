import type { Container } from "../../domain/kubernetes.ts";
import type { Judgement } from "../../domain/posture.ts";
import { isHidden, isValueObject, type Resource, type Value, valueAt } from "../../domain/resource.ts";
import { allOf, anyOf, not, type Truth, worstOf } from "./check.ts";
import { below, isAbsentOr, isThere, onPod, onSecurityContexts, type Place, passIf } from "./k8s-workload.ts";
import { is, matches } from "./values.ts";

/**
 * What the policies of pod-security-admission allow, and since which Kubernetes 1.x.
 * Source: k8s.io/pod-security-admission, package policy.
 */

/** The newest policy that is known here, as the minor of Kubernetes 1.x. */
export const latestPolicy = 37;

/** Kernel parameter → the policy from which it counts as safe. */
export const sysctls: ReadonlyMap<string, number> = new Map([
  ["kernel.shm_rmid_forced", 0],
  ["net.ipv4.ip_local_port_range", 0],
  ["net.ipv4.tcp_syncookies", 0],
  ["net.ipv4.ping_group_range", 0],
  ["net.ipv4.ip_unprivileged_port_start", 0],
  ["net.ipv4.ip_local_reserved_ports", 27],
  ["net.ipv4.tcp_keepalive_time", 29],
  ["net.ipv4.tcp_fin_timeout", 29],
  ["net.ipv4.tcp_keepalive_intvl", 29],
  ["net.ipv4.tcp_keepalive_probes", 29],
  ["net.ipv4.tcp_rmem", 32],
  ["net.ipv4.tcp_wmem", 32],
  ["net.ipv4.tcp_slow_start_after_idle", 37],
  ["net.ipv4.tcp_notsent_lowat", 37],
]);

/** SELinux type → the policy from which it may be set. */
const seLinuxTypes: ReadonlyMap<string, number> = new Map([
  ["", 0],
  ["container_t", 0],
  ["container_init_t", 0],
  ["container_kvm_t", 0],
  ["container_engine_t", 31],
]);

/** Capabilities that the baseline lets a container add: the default set of container runtimes without NET_RAW. */
export const baselineCapabilities: ReadonlySet<string> = new Set([
  "AUDIT_WRITE",
  "CHOWN",
  "DAC_OVERRIDE",
  "FOWNER",
  "FSETID",
  "KILL",
  "MKNOD",
  "NET_BIND_SERVICE",
  "SETFCAP",
  "SETGID",
  "SETPCAP",
  "SETUID",
  "SYS_CHROOT",
]);

/** Kinds of volume that the restricted level allows; one that names no kind is an emptyDir. */
export const restrictedVolumes: ReadonlySet<string> = new Set([
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
]);

/** Types of seccomp and AppArmor profiles that leave the sandbox on. */
const confinedTypes: ReadonlySet<string> = new Set(["RuntimeDefault", "Localhost"]);

/** Annotations of AppArmor as they were before there was a field; still judged. */
const appArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

export function isAllowedSince(table: ReadonlyMap<string, number>, name: string, minor: number): boolean {
  const since = table.get(name);
  return since !== undefined && since <= minor;
}

/** True for pods in a user namespace of their own, for policies that are laxer with them (from 1.35). */
export function isUserNamespace(spec: Value | undefined, minor: number): Truth {
  return minor >= 35 && is(spec, "hostUsers", false);
}

/** No profile at a place, or one that confines. */
export function isConfinedOrUnset(context: Value | undefined, key: string): Truth {
  return anyOf([not(isThere(context, key)), isConfined(context, key)]);
}

export function isConfined(context: Value | undefined, key: string): Truth {
  return matches(context, [key, "type"], (type) => confinedTypes.has(type));
}

/** Judges the profiles of one sort, those of the pods and of each container. */
export function profiles(resource: Resource, key: string, found: string): Judgement {
  return onSecurityContexts(resource, ({ value, at }) =>
    passIf(isConfinedOrUnset(value, key), `${at}.${key}.type`, found),
  );
}

/** Judges AppArmor's field, and the annotations that went before it. */
export function appArmor(resource: Resource): Judgement {
  const fields = profiles(resource, "appArmorProfile", "AppArmor is switched off");
  const annotations = onPod(resource, (_, { metadata }) => {
    const good = annotationsConfine(valueAt(metadata, "annotations"));
    return passIf(good, "metadata.annotations", "an annotation switches AppArmor off");
  });
  return worstOf([fields, annotations]);
}

function annotationsConfine(annotations: Value | undefined): Truth {
  if (isHidden(annotations)) return undefined;
  if (!isValueObject(annotations)) return true;
  const ours = Object.entries(annotations).filter(([key]) => key.startsWith(appArmorAnnotation));
  return allOf(
    ours.map(([, value]) => anyOf([isAbsentOr(value, [], "", "runtime/default"), matches(value, [], isLocalProfile)])),
  );
}

function isLocalProfile(profile: string): boolean {
  return profile.startsWith("localhost/");
}

/** Judges the SELinux options of a security context. */
export function seLinux(context: Place, minor: number): Judgement {
  const { value, at } = below(context, "seLinuxOptions");
  const good = allOf([
    anyOf([isAbsentOr(value, "type", ""), matches(value, "type", (type) => isAllowedSince(seLinuxTypes, type, minor))]),
    isAbsentOr(value, "user", ""),
    isAbsentOr(value, "role", ""),
  ]);
  return passIf(good, at, "a user, a role, or a type that is not made for containers");
}

/** Where a container names hosts that the node is to call. */
const callers = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
] as const;

/** Judges the hosts that probes and hooks of a container call. */
export function probeHosts(container: Container): Judgement {
  return worstOf(
    callers.map((path) => {
      const { value, at } = below(container, ...path);
      const good = allOf(["httpGet", "tcpSocket"].map((action) => isAbsentOr(value, [action, "host"], "")));
      return passIf(good, at, "it names a host");
    }),
  );
}
