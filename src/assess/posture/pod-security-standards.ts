import type { PostureResult } from "../../domain/posture.ts";
import type { Check } from "./check.ts";
import { k8sPodBaselineAt } from "./checks/k8s-pod-baseline.ts";
import { k8sPodRestrictedAt } from "./checks/k8s-pod-restricted.ts";
import { latestPolicy } from "./pod-security.ts";

/**
 * Baseline check → the restricted one that takes its place at the restricted level. It is stricter, save for
 * Windows pods, whose capabilities the restricted level does not look at.
 */
const overridden: ReadonlySet<string> = new Set([
  "k8s-pod-baseline/host-path",
  "k8s-pod-baseline/capabilities",
  "k8s-pod-baseline/proc-mount",
  "k8s-pod-baseline/seccomp",
]);

/** Which checks make up the levels of the Pod Security Standards, in the policy of Kubernetes 1.`minor`. */
export function podSecurityLevels(minor: number = latestPolicy): {
  readonly baseline: readonly Check[];
  readonly restricted: readonly Check[];
} {
  const baseline = k8sPodBaselineAt(minor);
  const kept = baseline.filter(({ id }) => !overridden.has(id));
  return { baseline, restricted: [...kept, ...k8sPodRestrictedAt(minor)] };
}

/** `privileged` meets neither of the two levels; `unknown` may meet a stricter one than is sure. */
export type PodSecurityLevel = "restricted" | "baseline" | "privileged" | "unknown";

const latest = podSecurityLevels();
const restrictedIds: ReadonlySet<string> = new Set(latest.restricted.map(({ id }) => id));
const baselineIds: ReadonlySet<string> = new Set(latest.baseline.map(({ id }) => id));

/** The strictest level that a workload meets, by the results of the checks on it; undefined for what runs no pods. */
export function podSecurityLevelOf(results: readonly PostureResult[]): PodSecurityLevel | undefined {
  const restricted = worstStatus(results, restrictedIds);
  if (restricted === undefined || restricted === "unknown") return restricted;
  if (restricted === "pass") return "restricted";
  const baseline = worstStatus(results, baselineIds);
  if (baseline === "unknown") return "unknown";
  return baseline === "pass" ? "baseline" : "privileged";
}

function worstStatus(
  results: readonly PostureResult[],
  ids: ReadonlySet<string>,
): "pass" | "fail" | "unknown" | undefined {
  const statuses = new Set(results.filter(({ check }) => ids.has(check)).map(({ status }) => status));
  return (["fail", "unknown", "pass"] as const).find((status) => statuses.has(status));
}
