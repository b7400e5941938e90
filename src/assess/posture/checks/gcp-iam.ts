import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, failWhen, passWhen, worstOf } from "../check.ts";
import { iamTypes, isDefaultAccount, judgeGrants, judgePublicGrants } from "../gcp-grants.ts";
import { mustBeSet } from "../setting.ts";
import { blocks, isSet, matches, textsAt } from "../values.ts";

const cloud = "https://cloud.google.com";
const projectTypes = iamTypes("google_project");
const scopeTypes = iamTypes("google_project", "google_folder", "google_organization");

/** Who may do what in Google Cloud. */
export const gcpIamChecks: readonly Check[] = [
  {
    id: "gcp-iam/no-basic-roles",
    title: "Nobody has a basic role over a project, folder or organisation",
    severity: "high",
    types: scopeTypes,
    fix: "set role to predefined or custom roles instead of roles/owner and roles/editor",
    references: [`${cloud}/iam/docs/roles-overview`],
    aka: { ckv: ["CKV_GCP_115", "CKV_GCP_116", "CKV_GCP_117"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-2"],
    judge: (resource) =>
      judgeGrants(
        resource,
        (role) => basicRoles.has(role),
        () => true,
      ),
  },
  {
    id: "gcp-iam/no-public-members",
    title: "No role over a project, folder, organisation or account is granted to everyone",
    severity: "critical",
    types: [...scopeTypes, ...iamTypes("google_service_account")],
    fix: "remove allUsers and allAuthenticatedUsers",
    references: [`${cloud}/iam/docs/principals-overview`],
    aka: { ckv: ["CKV_GCP_113"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-iam/no-impersonation",
    title: "Nobody may act as every service account of a project, folder or organisation",
    severity: "high",
    types: scopeTypes,
    fix: "grant the role on the one service account, with google_service_account_iam_member",
    references: [`${cloud}/iam/docs/service-account-permissions`],
    aka: {
      ckv: ["CKV_GCP_41", "CKV_GCP_44", "CKV_GCP_45", "CKV_GCP_49"],
      avd: ["AVD-GCP-0011"],
      cis: ["CIS GCP 2.0.0 1.6"],
    },
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-3"],
    judge: (resource) =>
      judgeGrants(
        resource,
        (role) => impersonation.has(role),
        () => true,
      ),
  },
  {
    id: "gcp-iam/no-default-account",
    title: "No default service account has a role over a project, folder or organisation",
    severity: "medium",
    types: scopeTypes,
    fix: "grant the role to a service account of the workload",
    references: [`${cloud}/iam/docs/best-practices-service-accounts`],
    aka: { ckv: ["CKV_GCP_46", "CKV_GCP_47", "CKV_GCP_48"] },
    controls: ["nist-800-53:AC-6"],
    judge: (resource) => judgeGrants(resource, () => true, isDefaultAccount),
  },
  {
    id: "gcp-iam/no-admin-account",
    title: "No service account administrates a project",
    severity: "high",
    types: projectTypes,
    fix: "grant the service account the roles of its work",
    references: [`${cloud}/iam/docs/best-practices-service-accounts`],
    aka: { ckv: ["CKV_GCP_42"], avd: ["AVD-GCP-0007"], cis: ["CIS GCP 2.0.0 1.5"] },
    controls: ["nist-800-53:AC-6"],
    judge: (resource) => judgeGrants(resource, isAdminRole, (member) => member.startsWith("serviceAccount:")),
  },
  {
    id: "gcp-iam/federation-condition",
    title: "Not everyone at the identity provider may come in",
    severity: "high",
    types: ["google_iam_workload_identity_pool_provider"],
    fix: "set attribute_condition to the repositories or accounts that may",
    references: [`${cloud}/iam/docs/workload-identity-federation-with-deployment-pipelines`],
    aka: {},
    controls: ["nist-800-53:AC-3", "nist-800-53:IA-2"],
    judge: ({ values }) => mustBeSet(values, "attribute_condition"),
  },
  {
    id: "gcp-iam/role-no-escalation",
    title: "The custom role cannot make itself more powerful",
    severity: "high",
    types: ["google_project_iam_custom_role", "google_organization_iam_custom_role"],
    fix: "remove the permissions that act as service accounts or set policies",
    references: [`${cloud}/iam/docs/creating-custom-roles`],
    aka: {},
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-5"],
    judge: judgeCustomRole,
  },
  {
    id: "gcp-iam/audit-all",
    title: "Reads and writes of all data are logged, of everyone",
    severity: "medium",
    types: [
      "google_project_iam_audit_config",
      "google_folder_iam_audit_config",
      "google_organization_iam_audit_config",
    ],
    fix: "set audit_log_config for ADMIN_READ, DATA_READ and DATA_WRITE, without exempted_members",
    references: [`${cloud}/logging/docs/audit/configure-data-access`],
    aka: { ckv: ["CKV2_GCP_5"], cis: ["CIS GCP 2.0.0 2.1"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeAudit,
  },
];

/** Owner and editor; the reader's role changes nothing (Google Cloud IAM, basic roles). */
const basicRoles: ReadonlySet<string> = new Set(["roles/owner", "roles/editor"]);

/** Roles that act as, or make tokens for, any service account under the scope. */
const impersonation: ReadonlySet<string> = new Set([
  ...["roles/iam.serviceAccountUser", "roles/iam.serviceAccountTokenCreator", "roles/iam.serviceAccountKeyAdmin"],
  ...["roles/iam.serviceAccountAdmin", "roles/iam.workloadIdentityUser"],
]);

function isAdminRole(role: string): boolean {
  return basicRoles.has(role) || /(?:\.admin|Admin)$/.test(role);
}

/** Permissions by which a holder takes what the role does not give. */
const escalations: ReadonlySet<string> = new Set([
  ...["iam.serviceAccountKeys.create", "iam.serviceAccounts.actAs", "iam.serviceAccounts.getAccessToken"],
  ...["iam.serviceAccounts.implicitDelegation", "iam.serviceAccounts.signBlob", "iam.serviceAccounts.signJwt"],
  ...["iam.serviceAccounts.setIamPolicy", "iam.roles.update", "deploymentmanager.deployments.create"],
  ...["resourcemanager.projects.setIamPolicy", "resourcemanager.organizations.setIamPolicy"],
]);

function judgeCustomRole({ values }: Resource): Judgement {
  const bad = textsAt(values, "permissions")?.find((one) => escalations.has(one));
  const isTold = textsAt(values, "permissions") !== undefined;
  return failWhen(isTold ? bad !== undefined : undefined, {
    at: "permissions",
    ...(bad && { found: `${bad} is granted` }),
  });
}

function judgeAudit({ values }: Resource): Judgement {
  const logs = blocks(values, "audit_log_config");
  if (logs === undefined) return passWhen(undefined, { at: "audit_log_config" });
  const types = ["ADMIN_READ", "DATA_READ", "DATA_WRITE"];
  return worstOf([
    ...types.map((type) => {
      const isLogged = anyOf(logs.map((one) => matches(one, "log_type", (text) => text === type)));
      return passWhen(isLogged, { at: "audit_log_config", ...(isLogged === false && { found: `without ${type}` }) });
    }),
    ...logs.map((one) => failWhen(isSet(one, "exempted_members"), { at: "audit_log_config" })),
  ]);
}
