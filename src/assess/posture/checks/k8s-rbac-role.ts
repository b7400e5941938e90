import type { Check } from "../check.ts";
import { allOf, not } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import { denies, holdsOneOf, onRules } from "../k8s-rbac.ts";
import { failIf } from "../k8s-workload.ts";
import { isSet } from "../values.ts";

const shared = {
  types: ["Role", "ClusterRole"],
  references: [k8sPages.rbac],
  controls: ["nist-800-53:AC-6", "nist-800-53:AC-3"],
};

/** What roles grant. A rule for objects that it names is as narrow as it can be, and passes. */
export const k8sRbacRoleChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-rbac-role/all-powers",
    title: "No role may do everything with everything",
    severity: "critical",
    fix: "list the resources and verbs that the role needs",
    aka: { ckv: ["CKV_K8S_49"], avd: ["AVD-KSV-0044"], cis: ["CIS Kubernetes 1.8.0 5.1.3"] },
    judge: (resource) =>
      onRules(resource, (rule) => {
        const bad = allOf([holdsOneOf(rule, "resources", ["*"]), holdsOneOf(rule, "verbs", ["*"])]);
        return failIf(bad, rule.at, "every verb on every resource");
      }),
  },
  {
    ...shared,
    id: "k8s-rbac-role/wildcard-verbs",
    title: "Roles list the verbs that they grant",
    severity: "medium",
    fix: "replace the * in verbs by the verbs that are needed",
    aka: { ckv: ["CKV_K8S_49"], avd: ["AVD-KSV-0045"], cis: ["CIS Kubernetes 1.8.0 5.1.3"] },
    judge: (resource) =>
      onRules(resource, (rule) => failIf(holdsOneOf(rule, "verbs", ["*"]), `${rule.at}.verbs`, "every verb")),
  },
  {
    ...shared,
    id: "k8s-rbac-role/wildcard-resources",
    title: "Roles list the resources that they are about",
    severity: "medium",
    fix: "replace the * in resources by the resources that are needed",
    aka: { ckv: ["CKV_K8S_49"], avd: ["AVD-KSV-0046"], cis: ["CIS Kubernetes 1.8.0 5.1.3"] },
    judge: (resource) =>
      onRules(resource, (rule) => {
        const bad = allOf([holdsOneOf(rule, "resources", ["*"]), not(isSet(rule.value, "resourceNames"))]);
        return failIf(bad, `${rule.at}.resources`, "every resource");
      }),
  },
  {
    ...shared,
    id: "k8s-rbac-role/read-secrets",
    title: "No role may read all secrets",
    severity: "high",
    fix: "name the secrets in resourceNames, or remove get, list and watch",
    aka: { avd: ["AVD-KSV-0041"], cis: ["CIS Kubernetes 1.8.0 5.1.2"] },
    judge: denies({ groups: [""], resources: ["secrets"], verbs: ["get", "list", "watch"] }, "it may read all secrets"),
  },
  {
    ...shared,
    id: "k8s-rbac-role/create-pods",
    title: "No role may start pods, directly or by a workload",
    severity: "medium",
    fix: "remove create from the rule for pods and workloads, or leave it to the deploying account",
    aka: { avd: ["AVD-KSV-0048"], cis: ["CIS Kubernetes 1.8.0 5.1.4"] },
    judge: denies(
      {
        groups: ["", "apps", "batch"],
        resources: [
          ...["pods", "replicationcontrollers", "deployments", "replicasets", "statefulsets", "daemonsets"],
          ...["jobs", "cronjobs"],
        ],
        verbs: ["create"],
      },
      "it may start pods",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/pod-exec",
    title: "No role may run commands in pods or attach to them",
    severity: "high",
    fix: "remove pods/exec and pods/attach from the rule",
    aka: { ckv: ["CKV2_K8S_2"], avd: ["AVD-KSV-0053"] },
    judge: denies(
      { groups: [""], resources: ["pods/exec", "pods/attach"], verbs: ["create", "get"] },
      "it may run commands in pods",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/escalate",
    title: "No role may grant more than it has: bind and escalate are not given",
    severity: "high",
    fix: "remove the verbs bind and escalate",
    aka: { ckv: ["CKV_K8S_157", "CKV_K8S_158"], cis: ["CIS Kubernetes 1.8.0 5.1.8"] },
    judge: denies(
      { groups: ["rbac.authorization.k8s.io"], resources: ["roles", "clusterroles"], verbs: ["bind", "escalate"] },
      "it may bind or escalate roles",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/impersonate",
    title: "No role may act as somebody else",
    severity: "high",
    fix: "remove the verb impersonate",
    aka: { ckv: ["CKV2_K8S_3"], avd: ["AVD-KSV-0043"], cis: ["CIS Kubernetes 1.8.0 5.1.8"] },
    judge: denies(
      {
        groups: ["", "authentication.k8s.io"],
        resources: ["users", "groups", "serviceaccounts", "userextras", "uids"],
        verbs: ["impersonate"],
      },
      "it may impersonate",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/create-bindings",
    title: "No role may write roles and their bindings",
    severity: "high",
    fix: "remove create, update and patch on roles and bindings",
    aka: { avd: ["AVD-KSV-0050"] },
    judge: denies(
      {
        groups: ["rbac.authorization.k8s.io"],
        resources: ["roles", "clusterroles", "rolebindings", "clusterrolebindings"],
        verbs: ["create", "update", "patch"],
      },
      "it may write roles or bindings",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/create-tokens",
    title: "No role may mint tokens of service accounts",
    severity: "high",
    fix: "remove create on serviceaccounts/token",
    aka: { cis: ["CIS Kubernetes 1.8.0 5.1.13"] },
    judge: denies({ groups: [""], resources: ["serviceaccounts/token"], verbs: ["create"] }, "it may mint tokens"),
  },
  {
    ...shared,
    id: "k8s-rbac-role/node-proxy",
    title: "No role may reach the kubelet through the proxy of nodes",
    severity: "high",
    fix: "remove nodes/proxy from the rule",
    aka: { ckv: ["CKV2_K8S_2"], avd: ["AVD-KSV-0047"], cis: ["CIS Kubernetes 1.8.0 5.1.10"] },
    judge: denies(
      { groups: [""], resources: ["nodes/proxy"], verbs: ["get", "create"] },
      "it may use the proxy of nodes",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/approve-certificates",
    title: "No role may approve certificate signing requests",
    severity: "high",
    fix: "remove update and patch on certificatesigningrequests/approval",
    aka: { ckv: ["CKV_K8S_156"], cis: ["CIS Kubernetes 1.8.0 5.1.11"] },
    judge: denies(
      {
        groups: ["certificates.k8s.io"],
        resources: ["certificatesigningrequests/approval"],
        verbs: ["update", "patch"],
      },
      "it may approve certificates",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/write-webhooks",
    title: "No role may change admission webhooks",
    severity: "high",
    fix: "remove create, update and patch on webhook configurations",
    aka: { ckv: ["CKV_K8S_155"], avd: ["AVD-KSV-0114"], cis: ["CIS Kubernetes 1.8.0 5.1.12"] },
    judge: denies(
      {
        groups: ["admissionregistration.k8s.io"],
        resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
        verbs: ["create", "update", "patch"],
      },
      "it may change webhooks",
    ),
  },
  {
    ...shared,
    id: "k8s-rbac-role/create-volumes",
    title: "No role may make persistent volumes, which can be directories of nodes",
    severity: "medium",
    fix: "remove create on persistentvolumes",
    aka: { cis: ["CIS Kubernetes 1.8.0 5.1.9"] },
    judge: denies(
      { groups: [""], resources: ["persistentvolumes"], verbs: ["create"] },
      "it may make persistent volumes",
    ),
  },
];
