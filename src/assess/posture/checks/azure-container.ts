import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../../domain/resource.ts";
import { shorten } from "../../../standards/wire.ts";
import { type Check, failWhen, notApplicable, passWhen, worstOf } from "../check.ts";
import { judgeImages } from "../image-pin.ts";
import { type Entry, entriesOf, listedEntries, plainSecretIn } from "../secret-names.ts";
import { mustBe, mustMatch, settingOf } from "../setting.ts";
import { at, blocks } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";

/** Registries and containers of Azure outside AKS. */
export const azureContainerChecks: readonly Check[] = [
  {
    id: "azure-container/registry-no-admin",
    title: "The registry has no account that everyone shares",
    severity: "high",
    types: ["azurerm_container_registry"],
    fix: "set admin_enabled = false",
    references: [`${learn}/container-registry/container-registry-authentication`],
    aka: { ckv: ["CKV_AZURE_137"] },
    controls: ["nist-800-53:AC-2", "nist-800-53:AC-6"],
    judge: ({ values }) => mustBe(values, "admin_enabled", false, true),
  },
  {
    id: "azure-container/registry-no-anonymous-pull",
    title: "Nobody pulls from the registry without a name",
    severity: "high",
    types: ["azurerm_container_registry"],
    fix: "set anonymous_pull_enabled = false",
    references: [`${learn}/container-registry/anonymous-pull-access`],
    aka: { ckv: ["CKV_AZURE_138"] },
    controls: ["nist-800-53:AC-3"],
    judge: ({ values }) => mustBe(values, "anonymous_pull_enabled", false, true),
  },
  {
    id: "azure-container/registry-no-public-network",
    title: "The registry has no public endpoint",
    severity: "medium",
    types: ["azurerm_container_registry"],
    fix: "set public_network_access_enabled = false and use a private endpoint",
    references: [`${learn}/container-registry/container-registry-private-link`],
    aka: { ckv: ["CKV_AZURE_139"] },
    controls: ["nist-800-53:SC-7"],
    judge: judgeRegistryNetwork,
  },
  {
    id: "azure-container/group-no-public-ip",
    title: "The container group has no public address",
    severity: "medium",
    types: ["azurerm_container_group"],
    fix: 'set ip_address_type = "Private" and subnet_ids',
    references: [`${learn}/container-instances/container-instances-virtual-network-concepts`],
    aka: { ckv: ["CKV_AZURE_98", "CKV_AZURE_245"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    // The provider's default is Public.
    judge: ({ values }) => mustMatch(values, "ip_address_type", (type) => type !== "Public", false),
  },
  {
    id: "azure-container/no-plain-secrets",
    title: "No environment variable of a container holds a secret as it is",
    severity: "high",
    types: ["azurerm_container_group", "azurerm_container_app"],
    fix: "use secure_environment_variables in a group, secret_name in an app",
    references: [`${learn}/container-instances/container-instances-environment-variables`],
    aka: { ckv: ["CKV_AZURE_235"] },
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeEnvironment,
  },
  {
    id: "azure-container/image-pinned",
    title: "Images of containers are named by digest",
    severity: "medium",
    types: ["azurerm_container_group", "azurerm_container_app"],
    fix: "name the image with its digest: registry/name@sha256:…",
    references: [`${learn}/container-registry/container-registry-image-tag-version`],
    aka: {},
    controls: ["nist-800-53:CM-2", "nist-800-53:SI-7"],
    judge: (resource) =>
      judgeImages(
        containersOf(resource).map((one) => at(one, "image")),
        "image",
      ),
  },
  {
    id: "azure-container/no-privileged",
    title: "No container of the group is privileged",
    severity: "high",
    types: ["azurerm_container_group"],
    fix: "set security.privilege_enabled = false",
    references: [`${learn}/container-instances/confidential-containers-overview`],
    aka: {},
    controls: ["nist-800-53:AC-6", "nist-800-53:CM-7"],
    judge: ({ values }) => judgePrivileged(values),
  },
  {
    id: "azure-container/app-https-only",
    title: "The container app refuses requests without TLS",
    severity: "high",
    types: ["azurerm_container_app"],
    fix: "set ingress.allow_insecure_connections = false",
    references: [`${learn}/container-apps/ingress-overview`],
    aka: {},
    controls: ["nist-800-53:SC-8"],
    judge: judgeIngress,
  },
];

function judgeRegistryNetwork({ values }: Resource): Judgement {
  const own = mustBe(values, "public_network_access_enabled", false, false);
  if (own.status !== "fail") return own;
  const rules = mustBe(values, "network_rule_set.0.default_action", "Deny", false);
  return rules.status === "fail" ? own : rules;
}

/** The containers of a group or of an app's template; one hidden one when the plan does not tell. */
function containersOf({ type, values }: Resource): readonly Value[] {
  const isGroup = type === "azurerm_container_group";
  const containers = settingOf(values, isGroup ? "container" : "template.0.container").value;
  if (isHidden(containers)) return [{ image: containers, environment_variables: containers, env: containers }];
  return Array.isArray(containers) ? containers : [];
}

function judgeEnvironment(resource: Resource): Judgement {
  return worstOf([
    passWhen(true),
    ...containersOf(resource).map((container) => judgeVariables(environmentOf(container))),
  ]);
}

function judgeVariables(entries: readonly Entry[] | undefined): Judgement {
  const { isThere, name } =
    entries === undefined ? { isThere: undefined } : { name: undefined, ...plainSecretIn(entries) };
  const isNamed = isThere === true && name !== undefined;
  return failWhen(isThere, {
    at: "environment",
    ...(isNamed && { found: `${shorten(name, maxName)} may hold a secret` }),
  });
}

/** Longest name of a variable that is quoted. */
const maxName = 60;

/** `environment_variables` is a map, `env` a list of names with values. */
function environmentOf(container: Value): readonly Entry[] | undefined {
  const map = entriesOf(at(container, "environment_variables"));
  const list = listedEntries(container, "env");
  if (map === undefined || list === undefined) return undefined;
  return [...map, ...list];
}

function judgePrivileged(values: Value): Judgement {
  const containers = blocks(values, "container");
  if (containers === undefined) return passWhen(undefined, { at: "container" });
  return worstOf(containers.map((one) => mustBe(one, "security.0.privilege_enabled", false, true)));
}

function judgeIngress({ values }: Resource): Judgement {
  if (settingOf(values, "ingress").value === undefined) return notApplicable;
  return mustBe(values, "ingress.0.allow_insecure_connections", false, true);
}
