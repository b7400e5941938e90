import { groupOf } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, isValueObject, type Resource, type Value, valueAt } from "../../../domain/resource.ts";
import { anyOf, type Check, notApplicable, type Truth } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import { elementsBelow, failIf, passIf } from "../k8s-workload.ts";
import { is, isSet } from "../values.ts";

const shared = { types: ["Service"], references: [k8sPages.service] };

/** How services are reached, and what they lead to. */
export const k8sServiceChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-service/node-port",
    title: "The service opens no port on every node",
    severity: "medium",
    fix: "use type ClusterIP behind an Ingress or a Gateway",
    aka: {},
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: (resource) => onService(resource, ({ values }) => typeIs(values, "NodePort", "it is NodePort")),
  },
  {
    ...shared,
    id: "k8s-service/load-balancer",
    title: "A load balancer is internal, or says whom it lets in",
    severity: "medium",
    fix: "list the networks in loadBalancerSourceRanges, or make the load balancer internal by its annotation",
    aka: {},
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-4"],
    judge: (resource) =>
      onService(resource, ({ values }) => {
        const isBalancer = is(values, ["spec", "type"], "LoadBalancer");
        if (isBalancer === false) return notApplicable;
        const good = anyOf([isInternal(valueAt(values, "metadata", "annotations")), isLimited(values)]);
        return passIf(
          anyOf([good, isBalancer === true ? false : undefined]),
          "spec.type",
          "a load balancer for everybody",
        );
      }),
  },
  {
    ...shared,
    id: "k8s-service/external-ips",
    title: "The service takes no external addresses, which could be another's",
    severity: "high",
    fix: "remove externalIPs from the service's spec",
    aka: { avd: ["AVD-KSV-0108"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: (resource) =>
      onService(resource, ({ values }) =>
        failIf(isSet(values, ["spec", "externalIPs"]), "spec.externalIPs", "there are some"),
      ),
  },
  {
    ...shared,
    id: "k8s-service/external-name",
    title: "The service does not lead out of the cluster by a name",
    severity: "low",
    fix: "let clients use the outer name itself, over TLS",
    aka: {},
    controls: ["nist-800-53:SC-7", "nist-800-53:SC-20"],
    judge: (resource) => onService(resource, ({ values }) => typeIs(values, "ExternalName", "it is ExternalName")),
  },
  {
    ...shared,
    id: "k8s-service/selector",
    title: "The service selects its pods itself",
    severity: "low",
    fix: "set a selector in the service's spec",
    aka: {},
    controls: ["nist-800-53:CM-6"],
    judge: (resource) =>
      onService(resource, ({ values }) => {
        const good = anyOf([is(values, ["spec", "type"], "ExternalName"), isSet(values, ["spec", "selector"])]);
        return passIf(good, "spec.selector", "there is none: its endpoints are made by hand");
      }),
  },
];

/** What other API groups call Service is something else. */
function onService(resource: Resource, question: (resource: Resource) => Judgement): Judgement {
  return groupOf(resource) === "" ? question(resource) : notApplicable;
}

function typeIs(values: Value, type: string, found: string): Judgement {
  return failIf(is(values, ["spec", "type"], type), "spec.type", found);
}

/** Some ranges are named, and none of them is everybody. */
function isLimited(values: Value): Truth {
  const ranges = elementsBelow({ value: values, at: "" }, "spec", "loadBalancerSourceRanges");
  const isOpen = anyOf(ranges.flatMap(({ value }) => ["0.0.0.0/0", "::/0"].map((all) => is(value, [], all))));
  return ranges.length > 0 && (isOpen === undefined ? undefined : !isOpen);
}

/** Annotations of AWS, Google Cloud, Azure, Oracle Cloud, OpenStack and Alibaba Cloud for a load balancer inside. */
const internal: ReadonlyMap<string, string> = new Map([
  ["service.beta.kubernetes.io/aws-load-balancer-internal", "true"],
  ["service.beta.kubernetes.io/aws-load-balancer-scheme", "internal"],
  ["networking.gke.io/load-balancer-type", "Internal"],
  ["cloud.google.com/load-balancer-type", "Internal"],
  ["service.beta.kubernetes.io/azure-load-balancer-internal", "true"],
  ["service.beta.kubernetes.io/oci-load-balancer-internal", "true"],
  ["service.beta.kubernetes.io/openstack-internal-load-balancer", "true"],
  ["service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", "intranet"],
]);

function isInternal(annotations: Value | undefined): Truth {
  if (isHidden(annotations)) return undefined;
  if (!isValueObject(annotations)) return false;
  return anyOf([...internal].map(([key, value]) => is(annotations, [key], value)));
}
