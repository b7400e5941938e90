import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, failWhen, passWhen, type Truth, worstOf } from "../check.ts";
import { blocks, matches, textsAt } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";

/** Who may do what in Azure. */
export const azureIamChecks: readonly Check[] = [
  {
    id: "azure-iam/no-broad-role",
    title: "Nobody has a role over everything in a whole subscription",
    severity: "high",
    types: ["azurerm_role_assignment"],
    fix: "set scope to a resource group, or role_definition_name to a narrower role",
    references: [`${learn}/role-based-access-control/best-practices`],
    aka: {},
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-2"],
    judge: judgeAssignment,
  },
  {
    id: "azure-iam/role-no-wildcard",
    title: "The role does not grant every action",
    severity: "high",
    types: ["azurerm_role_definition"],
    fix: 'name the actions in permissions.actions instead of "*"',
    references: [`${learn}/role-based-access-control/custom-roles`],
    aka: { ckv: ["CKV_AZURE_39"], avd: ["AVD-AZU-0030"] },
    controls: ["nist-800-53:AC-6"],
    judge: ({ values }) => judgeActions(values, (action) => action === "*"),
  },
  {
    id: "azure-iam/role-no-escalation",
    title: "The role cannot hand out roles",
    severity: "high",
    types: ["azurerm_role_definition"],
    fix: "remove Microsoft.Authorization actions that write from permissions.actions",
    references: [`${learn}/role-based-access-control/permissions/management-and-governance`],
    aka: {},
    controls: ["nist-800-53:AC-6", "nist-800-53:AC-5"],
    judge: ({ values }) => judgeActions(values, isEscalating),
  },
];

/** Built-in roles, and the ids that are the same in every tenant (Microsoft, Azure built-in roles). */
const broadRoles: ReadonlySet<string> = new Set(["owner", "contributor", "user access administrator"]);
const broadRoleIds = [
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
];

/** A subscription, a management group, or everything. */
const broadScope =
  /^(?:\/|\/subscriptions\/[^/]{1,64}\/?|\/providers\/Microsoft\.Management\/managementGroups\/[^/]{1,128}\/?)$/i;

function judgeAssignment({ values }: Resource): Judgement {
  const isBroadRole = anyOf([
    matches(values, "role_definition_name", (name) => broadRoles.has(name.toLowerCase())),
    matches(values, "role_definition_id", (id) => broadRoleIds.some((one) => id.toLowerCase().endsWith(one))),
  ]);
  const isBroad = allOf([
    namedRole(values) ?? isBroadRole,
    matches(values, "scope", (scope) => broadScope.test(scope)),
  ]);
  return failWhen(isBroad, { at: "scope", ...(isBroad === true && { found: "a broad role over a broad scope" }) });
}

/** One of name and id is known only after the apply: it says what the other says. */
function namedRole(values: Resource["values"]): Truth {
  const name = values["role_definition_name"];
  return typeof name === "string" && name !== "" ? broadRoles.has(name.toLowerCase()) : undefined;
}

function judgeActions(values: Resource["values"], isBad: (action: string) => boolean): Judgement {
  const permissions = blocks(values, "permissions");
  if (permissions === undefined) return passWhen(undefined, { at: "permissions" });
  const keys = ["actions", "data_actions"];
  return worstOf([
    passWhen(true),
    ...permissions.flatMap((one) =>
      keys.map((key) => failWhen(textsAt(one, key)?.some(isBad), { at: `permissions[0].${key}` })),
    ),
  ]);
}

const escalations = ["*", "microsoft.authorization/*", "microsoft.authorization/roleassignments/*"];

function isEscalating(action: string): boolean {
  const lower = action.toLowerCase();
  return (
    escalations.includes(lower) ||
    /^microsoft\.authorization\/(?:roleassignments|roledefinitions|\*)\/(?:write|\*)$/.test(lower)
  );
}
