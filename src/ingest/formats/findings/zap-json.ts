import { field, hasList, isObject, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { findingSieve, sift } from "./finding-sieve.ts";
import { type ZapAlert, zapFinding, zapReading } from "./zap-alert.ts";

/** ZAP's traditional JSON report: sites, their alerts, and the places where each was seen. */
export const zapJson: Format = {
  id: "zap-json",
  title: "ZAP JSON",
  sign: "`site` with `@name` and `alerts`, beside `@version` or `@programName`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const isZap = text(report, "@version") !== undefined || text(report, "@programName") !== undefined;
  return isZap && sitesOf(report).every((site) => text(site, "@name") !== undefined) && hasSites(report);
}

function hasSites(report: unknown): boolean {
  return hasList(report, "site") || isObject(field(report, "site"));
}

/** A list; one site alone is an object in older reports. */
function sitesOf(report: unknown): readonly unknown[] {
  const site = field(report, "site");
  return isObject(site) ? [site] : list(report, "site");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sieve = findingSieve();
  const sites = sitesOf(report);
  for (const [index, site] of sites.entries()) {
    const base = Array.isArray(field(report, "site")) ? `/site/${index}` : "/site";
    requireList(site, "alerts", { title: "ZAP", file: origin.name, pointer: base });
    for (const [at, alert] of list(site, "alerts").entries())
      sift(
        sieve,
        zapFinding(alertOf(alert, text(site, "@name"), { input: origin.name, pointer: `${base}/alerts/${at}` })),
      );
  }
  return zapReading(sieve, {
    sites: sites.length,
    version: label(report, "@version"),
    generated: label(report, "created") ?? label(report, "@generated"),
  });
}

function alertOf(alert: unknown, site: string | undefined, source: ZapAlert["source"]): ZapAlert {
  return {
    rule: text(alert, "alertRef") ?? text(alert, "pluginid"),
    name: text(alert, "alert") ?? text(alert, "name"),
    risk: text(alert, "riskcode"),
    confidence: text(alert, "confidence"),
    cwe: text(alert, "cweid"),
    addresses: list(alert, "instances").flatMap((instance) => text(instance, "uri") ?? []),
    site,
    source,
  };
}
