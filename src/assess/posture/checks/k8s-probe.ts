import { workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { type Check, notApplicable } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import { onContainers, passIf } from "../k8s-workload.ts";
import { isSet } from "../values.ts";

const shared = {
  types: workloadKinds.filter((kind) => kind !== "Job" && kind !== "CronJob"),
  severity: "low",
  references: [k8sPages.probes],
  controls: ["nist-800-53:SI-4", "nist-800-53:CP-10"],
} as const;

/** Whether the cluster can tell that a container works; jobs, which end by themselves, need none. */
export const k8sProbeChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-probe/liveness",
    title: "Containers that hang are found and started anew",
    fix: "set a livenessProbe on the container",
    aka: { ckv: ["CKV_K8S_8"] },
    judge: (resource) => probe(resource, "livenessProbe"),
  },
  {
    ...shared,
    id: "k8s-probe/readiness",
    title: "Containers get traffic only when they are ready",
    fix: "set a readinessProbe on the container",
    aka: { ckv: ["CKV_K8S_9"] },
    judge: (resource) => probe(resource, "readinessProbe"),
  },
];

function probe(resource: Resource, key: string): Judgement {
  return onContainers(resource, ({ value, at, role }) =>
    role === "container" ? passIf(isSet(value, key), `${at}.${key}`, "it is not set") : notApplicable,
  );
}
