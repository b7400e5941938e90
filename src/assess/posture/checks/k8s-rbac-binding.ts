import type { Judgement } from "../../../domain/posture.ts";
import type { Resource, Value } from "../../../domain/resource.ts";
import { anyOf, type Check, failWhen, type Truth, worstOf } from "../check.ts";
import { k8sPages } from "../k8s-pages.ts";
import { isSubject } from "../k8s-rbac.ts";
import { below, elementsBelow, failIf, shown } from "../k8s-workload.ts";
import { is } from "../values.ts";

const shared = {
  types: ["RoleBinding", "ClusterRoleBinding"],
  references: [k8sPages.rbac],
  controls: ["nist-800-53:AC-6", "nist-800-53:AC-3"],
};

/** To whom roles are given. */
export const k8sRbacBindingChecks: readonly Check[] = [
  {
    ...shared,
    id: "k8s-rbac-binding/cluster-admin",
    title: "Nobody is given cluster-admin",
    severity: "high",
    fix: "bind a role with the permissions that are needed",
    aka: { avd: ["AVD-KSV-0111"], cis: ["CIS Kubernetes 1.8.0 5.1.1"] },
    judge: ({ values }) => failWhen(is(values, ["roleRef", "name"], "cluster-admin"), { at: "roleRef.name" }),
  },
  {
    ...shared,
    id: "k8s-rbac-binding/masters",
    title: "Nothing is bound to the group system:masters, which no check of access stops",
    severity: "critical",
    fix: "remove the subject system:masters",
    aka: { avd: ["AVD-KSV-0123"], cis: ["CIS Kubernetes 1.8.0 5.1.7"] },
    judge: (resource) => onSubjects(resource, (subject) => isSubject(subject, "Group", "system:masters")),
  },
  {
    ...shared,
    id: "k8s-rbac-binding/anonymous",
    title: "Who has not logged in is given no role",
    severity: "critical",
    fix: "remove the subjects system:anonymous and system:unauthenticated",
    aka: { avd: ["AVD-KSV-0122"] },
    judge: (resource) =>
      onSubjects(resource, (subject) =>
        anyOf([isSubject(subject, "User", "system:anonymous"), isSubject(subject, "Group", "system:unauthenticated")]),
      ),
  },
  {
    ...shared,
    id: "k8s-rbac-binding/everyone",
    title: "No role is given to all users or to all service accounts",
    severity: "medium",
    fix: "bind the role to the users or service accounts that need it",
    aka: {},
    judge: (resource) =>
      onSubjects(resource, (subject) => isSubject(subject, "Group", "system:authenticated", "system:serviceaccounts")),
  },
  {
    ...shared,
    id: "k8s-rbac-binding/default-account",
    title: "No role is given to a default service account",
    severity: "medium",
    fix: "make a service account for the workload and bind the role to it",
    aka: { ckv: ["CKV_K8S_42"], cis: ["CIS Kubernetes 1.8.0 5.1.5"] },
    judge: (resource) => onSubjects(resource, (subject) => isSubject(subject, "ServiceAccount", "default")),
  },
];

function onSubjects(resource: Resource, isBad: (subject: Value | undefined) => Truth): Judgement {
  const subjects = elementsBelow({ value: resource.values, at: "binding" }, "subjects");
  const judged = subjects.map(({ value, at }) =>
    failIf(isBad(value), at.replace("binding.", ""), `subject ${shown(below({ value, at }, "name"))}`),
  );
  return worstOf([{ status: "pass", at: "subjects" }, ...judged]);
}
