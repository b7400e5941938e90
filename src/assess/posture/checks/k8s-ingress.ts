import { groupOf } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, isValueObject, type Resource, valueAt } from "../../../domain/resource.ts";
import { anyOf, type Check, not, notApplicable, type Truth, worstOf } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import { elementsBelow, failIf, isAbsentOr, type Place, passIf } from "../k8s-workload.ts";
import { is, isSet, matches } from "../values.ts";

const shared = { types: ["Ingress"], references: [k8sPages.ingress] };

/** How the outside gets in over HTTP. */
export const k8sIngressChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-ingress/tls",
    title: "Every host of the ingress is served over TLS",
    severity: "high",
    fix: "add the host to spec.tls with the secret of its certificate",
    aka: {},
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-8(1)"],
    judge: (resource) =>
      onIngress(resource, (root) => {
        const annotations = valueAt(root.value, "metadata", "annotations");
        const hasCertificate = anyOf(certificateAnnotations.map((key) => isSet(annotations, [key])));
        const served = elementsBelow(root, "spec", "tls");
        const rules = elementsBelow(root, "spec", "rules");
        if (rules.length === 0) return passIf(anyOf([hasCertificate, served.length > 0]), "spec.tls", "there is none");
        const judged = rules.map((rule) => {
          const good = anyOf([hasCertificate, ...served.map((one) => covers(one, rule))]);
          return passIf(good, rule.at.replace("ingress.", ""), "no certificate covers this host");
        });
        return worstOf(judged);
      }),
  },
  {
    ...shared,
    id: "k8s-ingress/named-host",
    title: "The ingress names the hosts that it serves",
    severity: "low",
    fix: "set host in each rule to a full name",
    aka: {},
    controls: ["nist-800-53:SC-7", "nist-800-53:CM-7"],
    judge: (resource) =>
      onIngress(resource, (root) => {
        const rules = elementsBelow(root, "spec", "rules").map(({ value, at }) => {
          const bad = anyOf([
            isAbsentOr(value, "host", "", "*"),
            matches(value, "host", (host) => host.startsWith("*.")),
          ]);
          return failIf(bad, at.replace("ingress.", ""), "a rule for any host");
        });
        const others = [
          ["spec", "defaultBackend"],
          ["spec", "backend"],
        ].map((path) => isSet(root.value, path));
        return worstOf([failIf(anyOf(others), "spec.defaultBackend", "a backend for any host"), ...rules]);
      }),
  },
  {
    ...shared,
    references: [...shared.references, "https://github.com/kubernetes/ingress-nginx/issues/7837"],
    id: "k8s-ingress/snippets",
    title: "The ingress adds no text of its own to the controller's configuration",
    severity: "high",
    fix: "remove the annotations of nginx.ingress.kubernetes.io that end in -snippet",
    aka: { ckv: ["CKV_K8S_153"] },
    controls: ["nist-800-53:CM-6", "nist-800-53:SI-10"],
    judge: (resource) =>
      onIngress(resource, ({ value }) => {
        const annotations = valueAt(value, "metadata", "annotations");
        if (isHidden(annotations)) return { status: "unknown", at: "metadata.annotations" };
        const keys = Object.keys(isValueObject(annotations) ? annotations : {});
        const bad = anyOf(keys.filter(isSnippet).map((key) => not(isAbsentOr(annotations, [key], ""))));
        return failIf(bad, "metadata.annotations", "a snippet");
      }),
  },
];

/** What other API groups call Ingress is something else: OpenShift's and Knative's. */
const groups: ReadonlySet<string> = new Set(["networking.k8s.io", "extensions"]);

function onIngress(resource: Resource, question: (root: Place) => Judgement): Judgement {
  return groups.has(groupOf(resource)) ? question({ value: resource.values, at: "ingress" }) : notApplicable;
}

/** Certificates that a controller takes from elsewhere: AWS and Google Cloud. */
const certificateAnnotations = [
  "alb.ingress.kubernetes.io/certificate-arn",
  "networking.gke.io/managed-certificates",
  "networking.gke.io/pre-shared-certs",
  "ingress.gcp.kubernetes.io/pre-shared-cert",
] as const;

/** A certificate's entry covers a rule when it names its host, its wildcard, or no host at all. */
function covers(entry: Place, rule: Place): Truth {
  const host = valueAt(rule.value, "host");
  const named = elementsBelow(entry, "hosts");
  if (named.length === 0) return isHidden(entry.value) ? undefined : true;
  if (isHidden(host)) return undefined;
  if (typeof host !== "string") return false;
  const wildcard = host.replace(/^[^.]*/, "*");
  return anyOf(named.flatMap(({ value }) => [is(value, [], host), is(value, [], wildcard)]));
}

function isSnippet(key: string): boolean {
  return key.startsWith("nginx.ingress.kubernetes.io/") && key.endsWith("-snippet");
}
