import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { type Resource, valueAt } from "../../../domain/resource.ts";
import { anyOf, type Check, passWhen, type Truth, whereConcerned } from "../check.ts";
import { scalerOf } from "../k8s-index.ts";
import { k8sPages } from "../k8s-pages.ts";
import { selecting, selectorsOf } from "../k8s-selection.ts";
import { onPod, passIf } from "../k8s-workload.ts";
import { is, isSet, matches } from "../values.ts";

const replicated = {
  types: ["Deployment", "StatefulSet"],
  controls: ["nist-800-53:CP-10", "nist-800-53:SC-5"],
};

/** Whether a workload outlives the loss of a node, or its own success. */
export const k8sAvailabilityChecks: readonly Check[] = [
  {
    ...replicated,
    id: "k8s-availability/replicas",
    title: "More than one pod runs",
    severity: "low",
    fix: "set replicas to 2 or more, or minReplicas of the autoscaler",
    references: [k8sPages.disruptions],
    aka: {},
    judge: (resource, deployment) => passIf(isReplicated(resource, deployment), "spec.replicas", "one pod"),
  },
  {
    ...replicated,
    id: "k8s-availability/disruption-budget",
    title: "A disruption budget keeps some of the pods when nodes are drained",
    severity: "low",
    fix: "add a PodDisruptionBudget whose selector takes in the pods",
    references: [k8sPages.disruptions],
    aka: {},
    judge: (resource, deployment) =>
      whereReplicated(resource, deployment, () => {
        const { found, uncertain } = selecting(budgetsOf(deployment), resource);
        const good = anyOf([found.length > 0, uncertain ? undefined : false]);
        return passIf(good, "metadata.labels", "no budget in the manifests");
      }),
  },
  {
    ...replicated,
    id: "k8s-availability/spread",
    title: "Pods are spread over nodes or zones",
    severity: "info",
    fix: "set topologySpreadConstraints, or affinity.podAntiAffinity",
    references: [k8sPages.spread],
    aka: {},
    judge: (resource, deployment) =>
      whereReplicated(resource, deployment, () =>
        onPod(resource, ({ value, at }) => {
          const ways = [["topologySpreadConstraints"], ["affinity", "podAntiAffinity"]];
          return passIf(anyOf(ways.map((path) => isSet(value, path))), at, "nothing spreads them");
        }),
      ),
  },
  {
    id: "k8s-availability/cron-concurrency",
    title: "Runs of the job do not pile up",
    severity: "low",
    types: ["CronJob"],
    fix: "set concurrencyPolicy = Forbid, or Replace",
    references: [k8sPages.cronJobs],
    aka: {},
    controls: ["nist-800-53:SC-5"],
    // Nothing means Allow.
    judge: ({ values }) => {
      const path = ["spec", "concurrencyPolicy"];
      const good = anyOf(["Forbid", "Replace"].map((policy) => is(values, path, policy)));
      return passWhen(good, { at: path.join(".") });
    },
  },
];

const budgetsOf = selectorsOf([["policy", "PodDisruptionBudget"]], ["spec", "selector"]);

/** Nothing means one, both for a workload and for the least that an autoscaler keeps. */
function isReplicated(resource: Resource, deployment: Deployment): Truth {
  const { found: scaler, uncertain } = scalerOf(deployment, resource);
  if (uncertain) return undefined;
  const count =
    scaler === undefined ? valueAt(resource.values, "spec", "replicas") : valueAt(scaler.values, "spec", "minReplicas");
  // A workload at rest, with no pods, is none that could be lost.
  return matches(count, [], (text) => Number(text) !== 1);
}

function whereReplicated(resource: Resource, deployment: Deployment, judge: () => Judgement): Judgement {
  return whereConcerned(isReplicated(resource, deployment), "spec.replicas", judge);
}
