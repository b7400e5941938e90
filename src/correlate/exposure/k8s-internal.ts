import type { Resource, Value } from "../../domain/resource.ts";
import { isHidden, valueAt } from "../../domain/resource.ts";
import { listText } from "../../domain/words.ts";
import { isPrivateRange, isWorld } from "../../standards/address-range.ts";
import { shorten } from "../../standards/wire.ts";
import type { Edge } from "./graph.ts";
import { onPorts } from "./k8s-ports.ts";
import { type Truth, textAt, textIs, textsAt } from "./truth.ts";

/** Whether something leads in, and in our words why. */
export type State = Pick<Edge, "open" | "how">;

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

/** Whether annotations keep it off the internet, and the one that does or is not told. */
export type Annotated = { readonly internal: Truth; readonly by: string };

/**
 * What annotations say of a load balancer.
 * The AWS load balancer controller makes internal ones unless it is told otherwise (its documentation, "scheme").
 */
export function annotatedInternal(annotations: Value | undefined): Annotated {
  const told = internalAnnotations.map(([name, words]): Annotated => {
    const internal = textIs(annotations, [name], (text) => words.includes(text.toLowerCase()));
    return { internal, by: annotationText(annotations, name) };
  });
  const byController = textIs(annotations, [awsType], (text) => ["external", "nlb-ip"].includes(text));
  const hasScheme = valueAt(annotations, "service.beta.kubernetes.io/aws-load-balancer-scheme") !== undefined;
  const by = `${annotationText(annotations, awsType)} without a scheme`;
  const all = [...told, { internal: hasScheme ? false : byController, by }];
  const deciding = all.find((one) => one.internal) ?? all.find((one) => one.internal === undefined);
  return deciding ?? { internal: false, by: "" };
}

const awsType = "service.beta.kubernetes.io/aws-load-balancer-type";

/** `alb.ingress.kubernetes.io/scheme: internal`. */
function annotationText(annotations: Value | undefined, name: string): string {
  const text = textAt(annotations, name);
  return text === undefined ? name : `${name}: ${shorten(text, maxWord)}`;
}

/** Characters of the value of an annotation. */
const maxWord = 60;

/** Annotations that list who may come. */
const rangeAnnotations = [
  "service.beta.kubernetes.io/load-balancer-source-ranges",
  "nginx.ingress.kubernetes.io/whitelist-source-range",
  "nginx.ingress.kubernetes.io/allowlist-source-range",
  "alb.ingress.kubernetes.io/inbound-cidrs",
  "haproxy.router.openshift.io/ip_whitelist",
  "haproxy.router.openshift.io/ip_allowlist",
] as const;

/** A list of who may come: open when it holds the world. */
type Ranges = { readonly texts: readonly string[]; readonly hidden: boolean; readonly by: string };

function rangesOf(resource: Resource, annotations: Value | undefined): readonly Ranges[] {
  const by = "loadBalancerSourceRanges";
  const listed = rangeAnnotations.map((name): Ranges => {
    const value = valueAt(annotations, name);
    const texts = (textAt(annotations, name) ?? "").split(/[,\s]/).filter((text) => text !== "");
    return { texts, hidden: isHidden(value), by: name };
  });
  const all = [{ ...textsAt(resource.values, "spec", by), by }, ...listed];
  return all.filter(({ texts, hidden }) => hidden || texts.length > 0);
}

/**
 * What a list of ranges does. Private ones alone keep the internet out. Public ones that are named keep out most of it,
 * but who is there is not told: those of a content network or proxy let everyone through. That is unknown, never no.
 */
function rangesState({ texts, hidden, by }: Ranges, what: string): State {
  if (texts.some(isWorld)) return { open: true, how: what };
  const named = listText(
    texts.map((text) => shorten(text, maxWord)),
    mostRanges,
  );
  if (hidden) return { open: undefined, how: `${what}; which ranges it admits (${by}) is not told` };
  if (texts.every(isPrivateRange)) return { open: false, how: `${what} that admits ${named} only (${by})` };
  return { open: undefined, how: `${what} that admits ${named} only (${by}): who is there is not told` };
}

/** Ranges that are named in a reason. */
const mostRanges = 3;

/** Whether the internet gets to an entry of the cluster, such as a load balancer or Ingress, by what itself says. */
export function entryState(resource: Resource, what: string, annotations = annotationsOf(resource)): State {
  const { internal, by } = annotatedInternal(annotations);
  if (internal) return { open: false, how: `is ${what} that is internal by its annotation ${by}` };
  const untold = { open: undefined, how: `is ${what}; whether it is internal (${by}) is not told` };
  const ranges = rangesOf(resource, annotations).map((one) => rangesState(one, `is ${what}`));
  return worstOf(internal === undefined ? [...ranges, untold] : ranges, {
    open: true,
    how: `is ${what} for the internet${onPorts(resource, annotations)}`,
  });
}

/** What must all be passed: what is closed tells, then what is not told, then what is open. */
export function worstOf(states: readonly State[], open: State): State {
  return states.find((one) => one.open === false) ?? states.find((one) => one.open === undefined) ?? open;
}

/** Annotations of a Kubernetes object. */
export function annotationsOf({ values }: Resource): Value | undefined {
  return valueAt(values, "metadata", "annotations");
}
