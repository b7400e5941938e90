import { workloadKinds } from "../../../domain/kubernetes.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, isValueObject, type Value, valueAt } from "../../../domain/resource.ts";
import { isSecretName } from "../../../standards/secret-name.ts";
import { shorten } from "../../../standards/wire.ts";
import { allOf, anyOf, type Check, failWhen, type Truth, worstOf } from "../check.ts";
import { hasPasswordInUrl, isLiteral } from "../k8s-literal-secret.ts";
import { k8sPages } from "../k8s-pages.ts";
import { elementsBelow, failIf, isThere, onContainers, type Place } from "../k8s-workload.ts";
import { isSet } from "../values.ts";

/** Where secrets stand. What is found is told by its name; its value is never written anywhere. */
export const k8sSecretChecks: readonly Check[] = [
  {
    id: "k8s-secret/environment",
    title: "Pods read secrets from files, not from environment variables",
    severity: "low",
    types: workloadKinds,
    fix: "mount the secret as a volume instead of naming it in env or envFrom",
    references: [k8sPages.secrets],
    aka: { ckv: ["CKV_K8S_35"], cis: ["CIS Kubernetes 1.8.0 5.4.1"] },
    controls: ["nist-800-53:IA-5(7)", "nist-800-53:SC-28(1)"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const fromKeys = elementsBelow(container, "env").map(({ value }) =>
          isThere(value, "valueFrom", "secretKeyRef"),
        );
        const fromAll = elementsBelow(container, "envFrom").map(({ value }) => isThere(value, "secretRef"));
        return failIf(anyOf([...fromKeys, ...fromAll]), `${container.at}.env`, "a secret as environment variable");
      }),
  },
  {
    id: "k8s-secret/literal-variable",
    title: "No environment variable holds a secret that is written in the manifest",
    severity: "high",
    types: workloadKinds,
    fix: "put the value into a secret store and refer to it with valueFrom, and change it: it was published",
    references: [k8sPages.secrets],
    aka: {},
    controls: ["nist-800-53:IA-5(7)", "nist-800-53:SC-28"],
    judge: (resource) =>
      onContainers(resource, (container) => {
        const judged = elementsBelow(container, "env").map((one) => literal(one, valueAt(one.value, "name"), "value"));
        return worstOf([{ status: "pass", at: `${container.at}.env` }, ...judged]);
      }),
  },
  {
    id: "k8s-secret/config-map",
    title: "No config map holds a secret",
    severity: "high",
    types: ["ConfigMap"],
    fix: "move the value to a secret store, and change it: it was published",
    references: [k8sPages.secrets],
    aka: { avd: ["AVD-KSV-0109"] },
    controls: ["nist-800-53:IA-5(7)", "nist-800-53:SC-28"],
    judge: ({ values }) => {
      const data = valueAt(values, "data");
      if (isHidden(data)) return { status: "unknown", at: "data" };
      const judged = Object.keys(isValueObject(data) ? data : {}).map((key) =>
        literal({ value: data, at: "data" }, key, key),
      );
      return worstOf([{ status: "pass", at: "data" }, ...judged]);
    },
  },
  {
    id: "k8s-secret/in-manifest",
    title: "Secrets are not kept in manifests",
    severity: "low",
    types: ["Secret"],
    fix: "keep the content in a secret store, or seal it, and let the cluster fetch it",
    references: [k8sPages.secrets],
    aka: { cis: ["CIS Kubernetes 1.8.0 5.4.2"] },
    controls: ["nist-800-53:IA-5(7)", "nist-800-53:SC-28"],
    judge: ({ values }) => failWhen(anyOf(["data", "stringData"].map((key) => isSet(values, key))), { at: "data" }),
  },
];

function literal(place: Place, name: Value | undefined, key: string): Judgement {
  const value = valueAt(place.value, key);
  const label = typeof name === "string" ? name : "a variable";
  if (isHidden(place.value)) return { status: "unknown", at: place.at };
  return failIf(isSecret(name, value), place.at, `a value is written for ${shorten(label, maxLabel)}`);
}

/** A name in a finding; long ones are cut. */
const maxLabel = 80;

function isSecret(name: Value | undefined, value: Value | undefined): Truth {
  // Whatever its name, it may be an address with a password in it.
  if (isHidden(value)) return undefined;
  if (typeof value !== "string") return false;
  if (hasPasswordInUrl(value)) return true;
  const saysSecret = isHidden(name) ? undefined : isSecretName(String(name ?? ""));
  return allOf([saysSecret, isLiteral(value)]);
}
