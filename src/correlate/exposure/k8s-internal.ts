import type { Resource, Value } from "../../domain/resource.ts";
import { valueAt } from "../../domain/resource.ts";
import { admitsWorld, worldText } from "./addresses.ts";
import { tell } from "./connections.ts";
import type { Edge } from "./graph.ts";
import { allOf, anyOf, type Truth, textIs, textsAt } from "./truth.ts";

/** Annotations by which clouds are told to keep a load balancer off the internet, with the words that do it. */
const internalAnnotations: readonly (readonly [name: string, words: readonly string[]])[] = [
  // AWS: in-tree and load balancer controller
  ["service.beta.kubernetes.io/aws-load-balancer-internal", ["true", "0.0.0.0/0"]],
  ["service.beta.kubernetes.io/aws-load-balancer-scheme", ["internal"]],
  ["alb.ingress.kubernetes.io/scheme", ["internal"]],
  // Azure
  ["service.beta.kubernetes.io/azure-load-balancer-internal", ["true"]],
  ["appgw.ingress.kubernetes.io/use-private-ip", ["true"]],
  // Google Cloud
  ["networking.gke.io/load-balancer-type", ["internal"]],
  ["cloud.google.com/load-balancer-type", ["internal"]],
  // others
  ["service.beta.kubernetes.io/openstack-internal-load-balancer", ["true"]],
  ["service.beta.kubernetes.io/oci-load-balancer-internal", ["true"]],
  ["service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", ["private"]],
  ["service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", ["intranet"]],
];

/**
 * True when annotations keep it off the internet.
 * The AWS load balancer controller makes internal ones unless it is told otherwise (its documentation, "scheme").
 */
export function isAnnotatedInternal(annotations: Value | undefined): Truth {
  const told = internalAnnotations.map(([name, words]) =>
    textIs(annotations, [name], (text) => words.includes(text.toLowerCase())),
  );
  const isByController = textIs(annotations, ["service.beta.kubernetes.io/aws-load-balancer-type"], (text) =>
    ["external", "nlb-ip"].includes(text),
  );
  const hasScheme = valueAt(annotations, "service.beta.kubernetes.io/aws-load-balancer-scheme") !== undefined;
  return anyOf([...told, hasScheme ? false : isByController]);
}

/** Annotations that list who may come; without the world in them it is closed to the internet. */
const rangeAnnotations = [
  "service.beta.kubernetes.io/load-balancer-source-ranges",
  "nginx.ingress.kubernetes.io/whitelist-source-range",
  "nginx.ingress.kubernetes.io/allowlist-source-range",
  "alb.ingress.kubernetes.io/inbound-cidrs",
  "haproxy.router.openshift.io/ip_whitelist",
  "haproxy.router.openshift.io/ip_allowlist",
] as const;

/** Whether source ranges, of the spec or of annotations, let the internet in; none lets everyone in. */
function rangesAdmit(resource: Resource): Truth {
  const annotations = valueAt(resource.values, "metadata", "annotations");
  const spec = textsAt(resource.values, "spec", "loadBalancerSourceRanges");
  const ofSpec = spec.texts.length === 0 && !spec.hidden ? true : admitsWorld(spec);
  const ofAnnotations = rangeAnnotations.map((name) =>
    textIs(annotations, [name], (text) => admitsWorld({ texts: text.split(/[,\s]/), hidden: false }) === true, true),
  );
  return allOf([ofSpec, ...ofAnnotations]);
}

/** Whether the internet gets to an entry of the cluster, such as a load balancer or Ingress, by what itself says. */
export function entryState(resource: Resource, what: string): Pick<Edge, "open" | "how"> {
  const annotations = valueAt(resource.values, "metadata", "annotations");
  const internal = isAnnotatedInternal(annotations);
  if (internal !== false) {
    return tell(
      internal === undefined ? undefined : false,
      "",
      `is ${what} that is internal by its annotation`,
      `is ${what}; whether it is internal is not told`,
    );
  }
  const ranges = rangesAdmit(resource);
  return tell(
    ranges,
    `is ${what} for ${worldText([])}`,
    `is ${what} that admits named ranges of addresses only`,
    `is ${what}; which ranges it admits is not told`,
  );
}
