import type { Finding } from "../../../domain/finding.ts";
import { field, hasList, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { cloudFinding, enter, open } from "./cloud-finding.ts";
import { note, survey, surveyed } from "./survey.ts";

/**
 * Two small shapes without a publisher: findings with a `source` and resources (`v1`), and findings about a list of
 * assets (`assets`).
 */
export const cnapp: Format = {
  id: "cnapp-json",
  title: "CNAPP findings JSON",
  sign: "`findings` about an `asset` beside `assets`; or `source` beside `findings` with a `resource_id` or `resource_type` and a `severity`",
  versions: ["v1", "assets"],
  kinds: ["cnapp"],
  detect: (document) => shapeOf(jsonValue(document)) !== undefined,
  read,
};

type Shape = "v1" | "assets";

function shapeOf(report: unknown): Shape | undefined {
  if (!hasList(report, "findings")) return undefined;
  const findings = list(report, "findings");
  if (hasList(report, "assets")) {
    const isAbout = findings.some((item) => text(item, "asset") !== undefined && severityOf(item) !== undefined);
    return isAbout || (findings.length === 0 && list(report, "assets").some(isAsset)) ? "assets" : undefined;
  }
  return text(report, "source") !== undefined && findings.some(isResourceFinding) ? "v1" : undefined;
}

function isAsset(asset: unknown): boolean {
  const tells = ["internet_exposed", "data_sensitivity"].some((key) => field(asset, key) !== undefined);
  return text(asset, "id") !== undefined && tells;
}

function isResourceFinding(item: unknown): boolean {
  const resource = text(item, "resource_id") ?? text(item, "resource_type");
  return resource !== undefined && text(item, "severity") !== undefined && ruleOf(item) !== undefined;
}

function severityOf(item: unknown): string | undefined {
  return text(item, "severity") ?? text(item, "sev");
}

function ruleOf(item: unknown): string | undefined {
  return text(item, "id") ?? text(item, "type") ?? text(item, "title") ?? text(item, "cve");
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = postureSink(origin.name);
  const found = survey();
  const tool = label(report, "source") ?? label(report, "tool") ?? "cnapp";
  const items = list(report, "findings");
  for (const [index, item] of items.entries()) {
    const resource = resourceOf(item);
    note(found, { rule: ruleOf(item), resources: resource === undefined ? [] : [resource] });
    enter(sink, "findings", open, () => toFinding(item, tool, { input: origin.name, pointer: `/findings/${index}` }));
  }
  const assets = list(report, "assets");
  if (assets.length > 0) leaveOut(sink, "assets", "an asset is what findings are about", assets.length);
  for (const asset of assets) note(found, { resources: [text(asset, "id") ?? ""].filter((id) => id !== "") });
  const isNamed = text(report, "source") !== undefined || text(report, "tool") !== undefined;
  const doubts = isNamed ? [] : ["the report names no tool"];
  const coverage = { ...surveyed(found, doubts), ...optional("tool", isNamed ? tool : undefined) };
  return postureReading(sink, { coverage, sorts: ["findings"], formatVersion: shapeOf(report) }, false);
}

function toFinding(item: unknown, tool: string, source: Finding["source"]): Finding | undefined {
  const rule = ruleOf(item);
  if (rule === undefined) return undefined;
  return cloudFinding({
    ruleId: rule,
    tool,
    level: severityOf(item),
    message: text(item, "title") ?? text(item, "description") ?? text(item, "cve") ?? rule,
    resource: resourceOf(item),
    vulnerabilityIds: vulnerabilityIdsIn(text(item, "cve") ?? rule),
    source,
  });
}

function resourceOf(item: unknown): string | undefined {
  return text(item, "resource_id") ?? text(item, "asset") ?? text(item, "resource_type");
}
