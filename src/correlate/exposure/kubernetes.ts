import { containersOf, kindOf, labelsOf } from "../../domain/kubernetes.ts";
import { valueAt } from "../../domain/resource.ts";
import { type Edge, internet, type Part, type Target } from "./graph.ts";
import { ingressClassesOf } from "./k8s-controllers.ts";
import { gatewayEdges } from "./k8s-gateways.ts";
import { ingressEdges } from "./k8s-ingresses.ts";
import { gatesOf } from "./k8s-policies.ts";
import { type Workload, workloadsOf } from "./k8s-selectors.ts";
import { serviceEdges, servicesByName } from "./k8s-services.ts";
import type { Scene } from "./scene.ts";
import { anyOf, flagAt, itemsAt, type Truth, textAt } from "./truth.ts";

/** Workloads of Kubernetes and the ways to them: Ingress, Gateway, Route and Services, held against NetworkPolicies. */
export function kubernetesPart(scene: Scene): Part {
  const workloads = workloadsOf(scene);
  const services = servicesByName(scene);
  const withServices = new Set([...services.keys()].map((key) => key.slice(0, key.indexOf("/"))));
  return {
    targets: workloads.all.map((one) => targetOf(one, withServices)),
    edges: [
      ...ingressEdges(scene, services, ingressClassesOf(scene, workloads)),
      ...gatewayEdges(scene, services),
      ...serviceEdges(scene, workloads, gatesOf(scene)),
      ...workloads.all.flatMap(hostEdges),
    ],
  };
}

function targetOf(workload: Workload, withServices: ReadonlySet<string>): Target {
  const { resource, namespace } = workload;
  return {
    node: resource.address,
    kind: "workload",
    resource,
    images: imagesOf(workload),
    labels: labelNames(workload),
    alone: aloneOf(workload, withServices.has(namespace)),
  };
}

/** Containers that run beside each other; those that only prepare listen to nobody. */
function imagesOf({ template }: Workload): readonly string[] {
  const serving = containersOf(template).filter(
    ({ role, value }) => role !== "init" || textAt(value, "restartPolicy") === "Always",
  );
  return [...new Set(serving.map(({ value }) => textAt(value, "image")).filter((image) => image !== undefined))];
}

/** Labels that name an application (Kubernetes, Recommended Labels; `app` by custom), and the workload's own name. */
const nameLabels = ["app.kubernetes.io/name", "app.kubernetes.io/component", "app", "k8s-app"] as const;

function labelNames({ resource, labels }: Workload): readonly string[] {
  const own = labelsOf(valueAt(resource.values, "metadata", "labels"));
  const ofPods = labelsOf(labels);
  const names = nameLabels.flatMap((label) => [ofPods.get(label), own.get(label)]);
  const all = [...names, textAt(resource.values, "metadata", "name")];
  return [...new Set(all.filter((name) => name !== undefined))];
}

/** What no Service selects is closed where the manifests hold Services; where they hold none, one may stand elsewhere. */
function aloneOf({ resource }: Workload, hasServices: boolean): NonNullable<Target["alone"]> {
  if (["Job", "CronJob"].includes(kindOf(resource)))
    return { exposed: "no", why: "it runs to its end; no Service selects it" };
  if (hasServices) return { exposed: "no", why: "no Service among the manifests of its namespace selects it" };
  return {
    exposed: "unknown",
    why: "the manifests hold no Service of its namespace: whether one leads to it is not told",
  };
}

/** A port of the node is as public as the node, and manifests do not tell how public that is. */
function hostEdges({ resource, template }: Workload): readonly Edge[] {
  const hasPort = containersOf(template).some(({ value }) =>
    itemsAt(value, "ports").items.some((port) => textAt(port, "hostPort") !== undefined),
  );
  const uses: Truth = anyOf([hasPort, flagAt(template.spec, ["hostNetwork"], false)]);
  if (uses === false) return [];
  const what = hasPort ? "takes a port of its node (hostPort)" : "is in the network of its node (hostNetwork)";
  const how = `${what}; whether the internet reaches the nodes is not told`;
  return [{ from: internet, to: resource.address, open: undefined, how }];
}
