import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { judgeDiagnostics, sendsLogs } from "../azure-diagnostics.ts";
import { type Check, passWhen, worstOf } from "../check.ts";
import { atLeast, mustBe, mustMatch } from "../setting.ts";
import { is, textsAt } from "../values.ts";

const learn = "https://learn.microsoft.com/en-us/azure";
const loggedTypes = [
  ...["azurerm_application_gateway", "azurerm_firewall", "azurerm_cdn_frontdoor_profile"],
  ...["azurerm_servicebus_namespace", "azurerm_eventhub_namespace", "azurerm_api_management"],
];

/** Logs and alarms of Azure. */
export const azureMonitorChecks: readonly Check[] = [
  {
    id: "azure-monitor/activity-log-retention",
    title: "The activity log is kept for a year or more",
    severity: "medium",
    types: ["azurerm_monitor_log_profile"],
    fix: "set retention_policy.enabled = true and days = 365 (0 keeps for ever)",
    references: [`${learn}/azure-monitor/essentials/activity-log`],
    aka: { ckv: ["CKV_AZURE_37"], avd: ["AVD-AZU-0031"] },
    controls: ["nist-800-53:AU-11"],
    judge: judgeRetention,
  },
  {
    id: "azure-monitor/activity-log-categories",
    title: "The activity log holds writes, deletions and actions",
    severity: "medium",
    types: ["azurerm_monitor_log_profile"],
    fix: 'set categories = ["Action", "Delete", "Write"]',
    references: [`${learn}/azure-monitor/essentials/activity-log`],
    aka: { ckv: ["CKV_AZURE_38"], avd: ["AVD-AZU-0033"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeCategories,
  },
  {
    id: "azure-monitor/setting-sends-logs",
    title: "The diagnostic setting sends logs and not only metrics",
    severity: "low",
    types: ["azurerm_monitor_diagnostic_setting"],
    fix: "add enabled_log",
    references: [`${learn}/azure-monitor/essentials/diagnostic-settings`],
    aka: {},
    controls: ["nist-800-53:AU-12"],
    judge: ({ values }) => passWhen(sendsLogs(values), { at: "enabled_log" }),
  },
  {
    id: "azure-monitor/resource-logs",
    title: "Logs of gateways, firewalls and brokers are sent somewhere",
    severity: "low",
    types: loggedTypes,
    fix: "add an azurerm_monitor_diagnostic_setting with enabled_log for the resource",
    references: [`${learn}/azure-monitor/essentials/diagnostic-settings`],
    aka: {},
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: judgeDiagnostics,
  },
  {
    id: "azure-monitor/defender-plan",
    title: "Microsoft Defender for Cloud is on for the kind of resource",
    severity: "medium",
    types: ["azurerm_security_center_subscription_pricing"],
    fix: 'set tier = "Standard"',
    references: [`${learn}/defender-for-cloud/defender-for-cloud-introduction`],
    aka: {
      ckv: [
        "CKV_AZURE_19",
        "CKV_AZURE_55",
        "CKV_AZURE_61",
        "CKV_AZURE_69",
        "CKV_AZURE_79",
        "CKV_AZURE_84",
        "CKV_AZURE_85",
        "CKV_AZURE_86",
        "CKV_AZURE_87",
      ],
      avd: ["AVD-AZU-0045"],
    },
    controls: ["nist-800-53:SI-4", "nist-800-53:RA-5"],
    judge: ({ values }) => mustBe(values, "tier", "Standard", false),
  },
  {
    id: "azure-monitor/security-contact-alerts",
    title: "Someone is told of security alerts",
    severity: "low",
    types: ["azurerm_security_center_contact"],
    fix: "set alert_notifications = true and alerts_to_admins = true",
    references: [`${learn}/defender-for-cloud/configure-email-notifications`],
    aka: { ckv: ["CKV_AZURE_21"], avd: ["AVD-AZU-0044"] },
    controls: ["nist-800-53:SI-4", "nist-800-53:IR-6"],
    judge: ({ values }) => mustBe(values, "alert_notifications", true, false),
  },
  {
    id: "azure-monitor/workspace-retention",
    title: "Logs stay searchable for 90 days or more",
    severity: "low",
    types: ["azurerm_log_analytics_workspace"],
    fix: "set retention_in_days = 90 or more",
    references: [`${learn}/azure-monitor/logs/data-retention-configure`],
    aka: {},
    controls: ["nist-800-53:AU-11"],
    // The default is 30 days.
    judge: ({ values }) => mustMatch(values, "retention_in_days", atLeast(quarter), false),
  },
];

/** Days that a review each quarter needs. */
const quarter = 90;

/** A year, as CIS asks of the activity log. */
const year = 365;

/** Not enabled with 0 days is for ever. */
function judgeRetention({ values }: Resource): Judgement {
  const policy = ["retention_policy", 0] as const;
  if (is(values, [...policy, "enabled"], false) === true) return mustBe(values, "retention_policy.0.days", 0, false);
  const days = mustMatch(values, "retention_policy.0.days", (text) => text === "0" || Number(text) >= year, false);
  return worstOf([mustBe(values, "retention_policy.0.enabled", true, false), days]);
}

function judgeCategories({ values }: Resource): Judgement {
  const categories = textsAt(values, "categories");
  const missing = ["Action", "Delete", "Write"].filter((one) => categories?.includes(one) === false);
  const found = `without ${missing.join(", ")}`;
  return passWhen(categories && missing.length === 0, { at: "categories", ...(missing.length > 0 && { found }) });
}
