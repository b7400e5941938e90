import { at, field, isObject, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { misshapen } from "../refusals.ts";
import { type PostureSink, postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveData, readHostRules, readRuleMatches, readSecrets } from "./wizcli-findings.ts";
import { packageLists, readSbomPackages, readWizPackages } from "./wizcli-packages.ts";

/** True for what `wizcli … --format json` writes, of any sort of scan. */
export function isScan(report: unknown): boolean {
  const result = field(report, "result");
  if (!isObject(result) || !isObject(field(report, "scanOriginResource"))) return false;
  return text(result, "__typename")?.startsWith("CICD") === true || isObject(field(result, "analytics"));
}

/** True for a scan of configuration files. */
export function isIac(report: unknown): boolean {
  const result = field(report, "result");
  return text(result, "__typename") === "CICDIACScanResult" || isObject(field(result, "scanStatistics"));
}

/** Reads either sort of scan: each list that is there. */
export function readScan(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const result = field(report, "result");
  const sink = postureSink(origin.name);
  const known = readWizPackages(result, sink);
  readSbomPackages(result, known, sink);
  readRuleMatches(result, sink);
  readSecrets(result, sink);
  readHostRules(result, sink);
  leaveData(result, sink);
  const looked = isObject(at(result, "analytics", "vulnerabilities")) || sink.observations.length > 0;
  const sorts = isIac(report) ? (["results"] as const) : (["vulnerabilities"] as const);
  const coverage = {
    tool: "wizcli",
    ...optional("targets", filesOf(result)),
    ...optional("rules", number(field(result, "scanStatistics"), "queriesExecuted")),
    ...optional("generatedAt", label(report, "createdAt")),
    doubts: [...runDoubts(report), ...countDoubts(result, sink)],
  };
  return postureReading(sink, { coverage, sorts }, looked);
}

function filesOf(result: unknown): number | undefined {
  const parsed = number(field(result, "scanStatistics"), "filesParsed");
  return parsed ?? number(field(result, "analytics"), "filesScannedCount");
}

function runDoubts(report: unknown): readonly string[] {
  const result = field(report, "result");
  const statistics = field(result, "scanStatistics");
  const state = label(field(report, "status"), "state");
  const failed = number(statistics, "queriesExecutionFailed") ?? 0;
  const unread = (number(statistics, "filesFound") ?? 0) - (number(statistics, "filesParsed") ?? 0);
  const files = filesOf(result);
  const odd = misshapen(result, [...packageLists, "ruleMatches", "secrets", "vulnerableSBOMArtifactsByNameVersion"]);
  return [
    ...odd.map((key) => `${key} of the result is not a list`),
    ...(state === "SUCCESS" ? [] : [`the scan did not end with success: state ${state ?? "missing"}`]),
    ...(files === undefined || files === 0 ? ["the report does not tell of any file that was scanned"] : []),
    ...(failed > 0 ? [`${failed} rules of the scan failed`] : []),
    ...(unread > 0 ? [`${unread} of the files that the scan found were not parsed`] : []),
  ];
}

const bands = ["infoCount", "lowCount", "mediumCount", "highCount", "criticalCount"];

/** The report counts its own vulnerabilities; more than it lists are lost. */
function countDoubts(result: unknown, sink: PostureSink): readonly string[] {
  const counts = at(result, "analytics", "vulnerabilities");
  const said = bands.reduce((sum, band) => sum + (number(counts, band) ?? 0), 0);
  const secrets = number(at(result, "analytics", "secrets"), "totalCount") ?? 0;
  const listed = sink.observations.length;
  const found = list(result, "secrets").length;
  return [
    ...(said > listed ? [`the report counts ${said} vulnerabilities and lists ${listed}`] : []),
    ...(secrets > found ? [`the report counts ${secrets} secrets and lists ${found}`] : []),
  ];
}
