import type { Deployment } from "../../../domain/deployment.ts";
import { nameOf, workloadKinds } from "../../../domain/kubernetes.ts";
import { type Resource, type Value, valueAt } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, failWhen, not, passWhen, type Truth, whereConcerned } from "../check.ts";
import { homeOf, isUnnamed, mayLiveIn, ofKind, perDeployment } from "../k8s-index.ts";
import { k8sPages } from "../k8s-pages.ts";
import { isAbsentOr, isThere, onPod, passIf } from "../k8s-workload.ts";
import { is } from "../values.ts";

const references = [k8sPages.serviceAccounts, k8sPages.nsa];

const automount = "automountServiceAccountToken";

/** Which identity pods have towards the cluster, and whether they carry its token. */
export const k8sServiceAccountChecks: readonly Check[] = [
  {
    id: "k8s-service-account/token-mount",
    title: "Pods carry a token of their service account only where they say so",
    severity: "medium",
    types: workloadKinds,
    fix: "set automountServiceAccountToken = false for the pod, or for its service account",
    references,
    aka: { ckv: ["CKV_K8S_38"], avd: ["AVD-KSV-0036"], cis: ["CIS Kubernetes 1.8.0 5.1.6"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:IA-5"],
    // An explicit true, for the pod or its own account, is a decision: such a pod talks to the cluster.
    judge: (resource, deployment) =>
      onPod(resource, ({ value, at }) => {
        const ofAccount = (mounts: boolean): Truth =>
          allOf([not(isThere(value, automount)), accountSays(deployment, resource, value, mounts)]);
        const isDecided = allOf([hasOwnAccount(value), anyOf([is(value, automount, true), ofAccount(true)])]);
        const good = anyOf([is(value, automount, false), ofAccount(false), isDecided]);
        return passIf(good, `${at}.${automount}`, "the token is mounted by default");
      }),
  },
  {
    id: "k8s-service-account/own-account",
    title: "Pods that carry a token use a service account of their own, not the namespace's default",
    severity: "low",
    types: workloadKinds,
    fix: "make a service account for the workload and name it in serviceAccountName",
    references,
    aka: { ckv: ["CKV_K8S_41"], cis: ["CIS Kubernetes 1.8.0 5.1.5"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:IA-2"],
    judge: (resource) =>
      onPod(resource, ({ value, at }) => {
        const good = anyOf([is(value, automount, false), hasOwnAccount(value)]);
        return passIf(good, `${at}.serviceAccountName`, "the default service account");
      }),
  },
  {
    id: "k8s-service-account/default-account",
    title: "The default service account hands out no token",
    severity: "medium",
    types: ["ServiceAccount"],
    fix: "set automountServiceAccountToken = false on the service account named default",
    references,
    aka: { cis: ["CIS Kubernetes 1.8.0 5.1.5"] },
    controls: ["nist-800-53:AC-6"],
    judge: (resource) => {
      const isDefault = isUnnamed(resource) ? undefined : (nameOf(resource) ?? "default") === "default";
      return whereConcerned(isDefault, "metadata.name", () =>
        passWhen(is(resource.values, automount, false), { at: automount }),
      );
    },
  },
  {
    id: "k8s-service-account/lasting-token",
    title: "No secret is made to hold a service account's token for ever",
    severity: "medium",
    types: ["Secret"],
    fix: "remove the secret and let pods use projected tokens, which expire",
    references: [k8sPages.serviceAccounts, k8sPages.secrets],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-12"],
    judge: ({ values }) => failWhen(is(values, "type", "kubernetes.io/service-account-token"), { at: "type" }),
  },
];

/** `serviceAccount` is the old name of `serviceAccountName`, and still read. */
function hasOwnAccount(spec: Value | undefined): Truth {
  const keys = ["serviceAccountName", "serviceAccount"] as const;
  return not(allOf(keys.map((key) => isAbsentOr(spec, key, "", "default"))));
}

const accounts = perDeployment((deployment) => {
  const all = ofKind(deployment, "", "ServiceAccount");
  return {
    byName: Map.groupBy(
      all.filter((one) => !isUnnamed(one)),
      (one) => `${homeOf(one)}\n${nameOf(one)}`,
    ),
    loose: new Set(all.filter(isUnnamed).map(homeOf)),
    homes: new Set(all.map(homeOf)),
  };
});

/** Whether the account of the pods says so itself; what an account elsewhere says is not known. */
function accountSays(deployment: Deployment, workload: Resource, spec: Value | undefined, mounts: boolean): Truth {
  const named = valueAt(spec, "serviceAccountName") ?? valueAt(spec, "serviceAccount") ?? "default";
  if (typeof named !== "string") return undefined;
  const { byName, loose, homes } = accounts(deployment);
  const home = homeOf(workload);
  const [account] = byName.get(`${home}\n${named}`) ?? [];
  // The default account is made by the cluster, and says nothing.
  const isMade = named === "default" && !mayLiveIn(home === undefined ? homes : loose, home);
  if (account === undefined) return isMade ? false : undefined;
  return is(account.values, automount, mounts);
}
