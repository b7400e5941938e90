import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, passWhen, worstOf } from "../check.ts";
import { isModernTls, mustBe, mustMatch } from "../setting.ts";
import { is, isSet, matches } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";
const firewallTypes = [
  "azurerm_web_application_firewall_policy",
  ...["azurerm_frontdoor_firewall_policy", "azurerm_cdn_frontdoor_firewall_policy"],
];

/** As azurerm 4 names them, and as versions before did. */
const oldProtocols = [
  "frontend_ssl30",
  "frontend_tls10",
  "frontend_tls11",
  "backend_ssl30",
  "backend_tls10",
  "backend_tls11",
].map((protocol) => [`security.0.${protocol}_enabled`, `security.0.enable_${protocol}`]);

/** What stands between users and applications of Azure. */
export const azureEdgeChecks: readonly Check[] = [
  {
    id: "azure-edge/gateway-waf",
    title: "A web application firewall guards the application gateway",
    severity: "medium",
    types: ["azurerm_application_gateway"],
    fix: "set firewall_policy_id, or waf_configuration.enabled = true",
    references: [`${learn}/web-application-firewall/ag/ag-overview`],
    aka: { ckv: ["CKV_AZURE_120"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:SI-4"],
    judge: judgeGatewayWaf,
  },
  {
    id: "azure-edge/waf-prevents",
    title: "The web application firewall blocks what it detects",
    severity: "medium",
    types: firewallTypes,
    fix: 'set the mode to "Prevention" and enabled = true',
    references: [`${learn}/web-application-firewall/ag/ag-overview`],
    aka: { ckv: ["CKV_AZURE_122", "CKV_AZURE_123"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:SI-4"],
    // Policies are on by default, and those of gateways prevent by default.
    judge: judgeFirewall,
  },
  {
    id: "azure-edge/front-door-https",
    title: "Front Door redirects requests without TLS",
    severity: "medium",
    types: ["azurerm_cdn_frontdoor_route"],
    fix: 'set https_redirect_enabled = true and supported_protocols = ["Http", "Https"]',
    references: [`${learn}/frontdoor/front-door-url-redirect`],
    aka: {},
    controls: ["nist-800-53:SC-8"],
    // The provider's default is true.
    judge: ({ values }) => mustBe(values, "https_redirect_enabled", true, true),
  },
  {
    id: "azure-edge/front-door-tls-version",
    title: "Domains of Front Door and the CDN take TLS 1.2 or later",
    severity: "medium",
    types: ["azurerm_cdn_frontdoor_custom_domain", "azurerm_cdn_endpoint_custom_domain"],
    fix: 'set tls.minimum_tls_version = "TLS12"',
    references: [`${learn}/frontdoor/end-to-end-tls`],
    aka: { ckv: ["CKV_AZURE_200"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // The default of both is TLS12.
    judge: ({ values }) =>
      mustMatch(
        values,
        ["tls.0.minimum_tls_version", "cdn_managed_https.0.tls_version", "user_managed_https.0.tls_version"],
        isModernTls,
        true,
      ),
  },
  {
    id: "azure-edge/cdn-no-http",
    title: "The CDN endpoint does not answer without TLS",
    severity: "medium",
    types: ["azurerm_cdn_endpoint"],
    fix: "set is_http_allowed = false",
    references: [`${learn}/cdn/cdn-custom-ssl`],
    aka: { ckv: ["CKV_AZURE_197"] },
    controls: ["nist-800-53:SC-8"],
    judge: ({ values }) => mustBe(values, "is_http_allowed", false, false),
  },
  {
    id: "azure-edge/api-management-tls",
    title: "API Management speaks no TLS below 1.2",
    severity: "medium",
    types: ["azurerm_api_management"],
    fix: "set the attributes for TLS 1.0, TLS 1.1 and SSL 3.0 in security to false",
    references: [`${learn}/api-management/api-management-howto-manage-protocols-ciphers`],
    aka: { ckv: ["CKV_AZURE_173"] },
    controls: ["nist-800-53:SC-8", "nist-800-53:SC-13"],
    // All of them are off by default.
    judge: ({ values }) => worstOf(oldProtocols.map((names) => mustBe(values, names, false, true))),
  },
  {
    id: "azure-edge/api-backend-https",
    title: "API Management calls its backends with TLS",
    severity: "medium",
    types: ["azurerm_api_management_backend"],
    fix: "set url to an address that begins with https://",
    references: [`${learn}/api-management/backends`],
    aka: { ckv: ["CKV_AZURE_215"] },
    controls: ["nist-800-53:SC-8"],
    judge: ({ values }) =>
      passWhen(
        matches(values, "url", (url) => url.toLowerCase().startsWith("https://")),
        { at: "url" },
      ),
  },
];

/** A firewall is named by the gateway, or by a policy that names the gateway only after the apply. */
function judgeGatewayWaf(gateway: Resource, deployment: Deployment): Judgement {
  const { values } = gateway;
  const isReferred = (gateway.references.get("firewall_policy_id") ?? []).some((one) => deployment.byAddress.has(one));
  const hasPolicy = isReferred || isSet(values, "firewall_policy_id");
  return passWhen(anyOf([hasPolicy, is(values, ["waf_configuration", 0, "enabled"], true)]), {
    at: "waf_configuration",
  });
}

function judgeFirewall({ type, values }: Resource): Judgement {
  const prefix = type === "azurerm_web_application_firewall_policy" ? "policy_settings.0." : "";
  const isOn = mustBe(values, `${prefix}enabled`, true, true);
  return worstOf([isOn, mustBe(values, `${prefix}mode`, "Prevention", prefix !== "")]);
}
