import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { shorten } from "../../../standards/wire.ts";
import { anyOf, type Check, failWhen, passWhen } from "../check.ts";
import { entriesOf, plainSecretIn } from "../secret-names.ts";
import { isModernTls, mustBe, mustBeSet, mustMatch, settingOf } from "../setting.ts";
import { is, textsAt } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure/app-service";

/** The resources of azurerm 2 and before. */
const oldTypes = [
  "azurerm_app_service",
  "azurerm_app_service_slot",
  "azurerm_function_app",
  "azurerm_function_app_slot",
];
const newWebTypes = [
  ...["azurerm_linux_web_app", "azurerm_linux_web_app_slot"],
  ...["azurerm_windows_web_app", "azurerm_windows_web_app_slot"],
];
const newTypes = [
  ...newWebTypes,
  ...["azurerm_linux_function_app", "azurerm_linux_function_app_slot"],
  ...["azurerm_windows_function_app", "azurerm_windows_function_app_slot"],
];
const webTypes = ["azurerm_app_service", "azurerm_app_service_slot", ...newWebTypes];
const appTypes = [...oldTypes, ...newTypes];

/** App Service and Functions of Azure. */
export const azureAppServiceChecks: readonly Check[] = [
  {
    id: "azure-app-service/https-only",
    title: "The app redirects requests without TLS",
    severity: "high",
    types: appTypes,
    fix: "set https_only = true",
    references: [`${learn}/configure-ssl-bindings`],
    aka: { ckv: ["CKV_AZURE_14", "CKV_AZURE_70", "CKV_AZURE_153"], avd: ["AVD-AZU-0004", "AVD-AZU-0072"] },
    controls: ["nist-800-53:SC-8"],
    judge: ({ values }) => mustBe(values, "https_only", true, false),
  },
  {
    id: "azure-app-service/tls-version",
    title: "The app takes TLS 1.2 or later",
    severity: "medium",
    types: appTypes,
    fix: 'set site_config.minimum_tls_version = "1.2" (min_tls_version in the older resources)',
    references: [`${learn}/configure-ssl-bindings`],
    aka: { ckv: ["CKV_AZURE_15", "CKV_AZURE_145", "CKV_AZURE_154"], avd: ["AVD-AZU-0006"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // The default is 1.2 in all of them.
    judge: ({ values }) =>
      mustMatch(values, ["site_config.0.minimum_tls_version", "site_config.0.min_tls_version"], isModernTls, true),
  },
  {
    id: "azure-app-service/no-plain-ftp",
    title: "Files are not deployed over FTP without TLS",
    severity: "medium",
    types: appTypes,
    fix: 'set site_config.ftps_state = "Disabled" or "FtpsOnly"',
    references: [`${learn}/deploy-ftp`],
    aka: { ckv: ["CKV_AZURE_78"], avd: ["AVD-AZU-0071"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:CM-7"],
    // Disabled is the default since azurerm 3; the older resources leave it to the service, which takes plain FTP.
    judge: judgeFtp,
  },
  {
    id: "azure-app-service/no-remote-debugging",
    title: "Remote debugging is off",
    severity: "medium",
    types: appTypes,
    fix: "set site_config.remote_debugging_enabled = false",
    references: [`${learn}/configure-common`],
    aka: { ckv: ["CKV_AZURE_72", "CKV_AZURE_155"] },
    controls: ["nist-800-53:CM-7"],
    judge: ({ values }) => mustBe(values, "site_config.0.remote_debugging_enabled", false, true),
  },
  {
    id: "azure-app-service/client-certificate",
    title: "The app asks clients for a certificate",
    severity: "low",
    types: appTypes,
    fix: "set client_certificate_enabled = true where callers are known",
    references: [`${learn}/app-service-web-configure-tls-mutual-auth`],
    aka: { ckv: ["CKV_AZURE_17"], avd: ["AVD-AZU-0001"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:IA-5"],
    judge: ({ values }) => mustBe(values, ["client_certificate_enabled", "client_cert_enabled"], true, false),
  },
  {
    id: "azure-app-service/authentication",
    title: "The platform authenticates callers of the app",
    severity: "low",
    types: appTypes,
    fix: "set auth_settings_v2.auth_enabled = true where the app has no authentication of its own",
    references: [`${learn}/overview-authentication-authorization`],
    aka: { ckv: ["CKV_AZURE_13", "CKV_AZURE_56"], avd: ["AVD-AZU-0003"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:AC-3"],
    judge: judgeAuthentication,
  },
  {
    id: "azure-app-service/cors",
    title: "Not every origin may call the app from a browser",
    severity: "medium",
    types: appTypes,
    fix: "name the origins in site_config.cors.allowed_origins",
    references: [`${learn}/app-service-web-tutorial-rest-api`],
    aka: { ckv: ["CKV_AZURE_57", "CKV_AZURE_62"] },
    controls: ["nist-800-53:AC-4"],
    judge: judgeCors,
  },
  {
    id: "azure-app-service/http-logs",
    title: "Requests to the web app are logged",
    severity: "low",
    types: webTypes,
    fix: "add logs.http_logs",
    references: [`${learn}/troubleshoot-diagnostic-logs`],
    aka: { ckv: ["CKV_AZURE_63"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: ({ values }) => mustBeSet(values, "logs.0.http_logs"),
  },
  {
    id: "azure-app-service/managed-identity",
    title: "The app has an identity of its own",
    severity: "low",
    types: appTypes,
    fix: 'add identity with type "SystemAssigned" or "UserAssigned"',
    references: [`${learn}/overview-managed-identity`],
    aka: { avd: ["AVD-AZU-0002"] },
    controls: ["nist-800-53:IA-2", "nist-800-53:IA-5"],
    judge: ({ values }) => mustBeSet(values, "identity.0.type"),
  },
  {
    id: "azure-app-service/no-plain-secrets",
    title: "No setting of the app holds a secret as it is",
    severity: "high",
    types: appTypes,
    fix: 'put the secret into Key Vault and set "@Microsoft.KeyVault(SecretUri=…)"',
    references: [`${learn}/app-service-key-vault-references`],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-28"],
    judge: judgeSettings,
  },
  {
    id: "azure-app-service/no-public-network",
    title: "The app has no public endpoint",
    severity: "low",
    types: newTypes,
    fix: "set public_network_access_enabled = false where only private networks call it",
    references: [`${learn}/networking-features`],
    aka: { ckv: ["CKV_AZURE_221", "CKV_AZURE_222"] },
    controls: ["nist-800-53:SC-7"],
    judge: ({ values }) => mustBe(values, "public_network_access_enabled", false, false),
  },
];

/** The resources before azurerm 3 leave an unset state to the service. */
function judgeFtp({ type, values }: Resource): Judgement {
  const isOld = oldTypes.includes(type);
  return mustMatch(values, "site_config.0.ftps_state", (state) => state !== "AllAllowed", !isOld);
}

function judgeAuthentication({ values }: Resource): Judgement {
  const old = settingOf(values, "auth_settings.0.enabled");
  const isOn = anyOf([
    is(values, ["auth_settings_v2", 0, "auth_enabled"], true),
    old.value === true ? true : undefinedIf(old.value),
  ]);
  return passWhen(isOn, { at: "auth_settings_v2[0].auth_enabled" });
}

function undefinedIf(value: unknown): false | undefined {
  return typeof value === "symbol" ? undefined : false;
}

function judgeCors({ values }: Resource): Judgement {
  const origins = textsAt(values, ["site_config", 0, "cors", 0, "allowed_origins"]);
  return failWhen(origins?.includes("*"), { at: "site_config[0].cors[0].allowed_origins" });
}

function judgeSettings({ values }: Resource): Judgement {
  const settings = settingOf(values, "app_settings").value;
  if (isHidden(settings)) return passWhen(undefined, { at: "app_settings" });
  const { isThere, name } = plainSecretIn(entriesOf(settings) ?? []);
  return failWhen(isThere, {
    at: "app_settings",
    ...(name !== undefined && { found: `${shorten(name, maxName)} may hold a secret` }),
  });
}

/** Longest name of a setting that is quoted. */
const maxName = 60;
