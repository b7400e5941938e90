import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { field, isObject, list, optional, shorten, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList } from "../refusals.ts";
import { findingOf } from "./finding-draft.ts";
import { findingsReading, siftAll, unreadable } from "./finding-sieve.ts";
import { firstLine, quoted } from "./report-text.ts";

/** Horusec JSON: one report of many scanners. */
export const horusec: Format = {
  id: "horusec-json",
  title: "Horusec JSON",
  sign: "`analysisVulnerabilities` beside `repositoryID` or `status`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

/** Go writes an empty list as `null`. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  return (
    isObject(report) &&
    Object.hasOwn(report, "analysisVulnerabilities") &&
    (Object.hasOwn(report, "repositoryID") || Object.hasOwn(report, "status"))
  );
}

const key = "analysisVulnerabilities";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  requireList(report, key, { title: "Horusec", file: origin.name, pointer: "" });
  const sieve = siftAll(list(report, key), (entry, index) =>
    toFinding(field(entry, "vulnerabilities"), {
      input: origin.name,
      pointer: `/${key}/${index}/vulnerabilities`,
    }),
  );
  return findingsReading(sieve, { items: "results", coverage: coverageOf(report) });
}

/** `details` has the name of the flaw in its first line; versions before 2.7 have no other name of the rule. */
function toFinding(item: unknown, source: Source): Finding | string {
  const details = text(item, "details");
  const [title = ""] = shorten(details ?? "", maxTitle).split("\n", 1);
  const ruleId = text(item, "rule_id") ?? title.trim();
  if (ruleId === "") return unreadable;
  const word = text(item, "severity");
  const hash = text(item, "vulnHash");
  const isLeak = text(item, "language") === "Leaks";
  return findingOf({
    ruleId,
    tool: text(item, "securityTool") ?? "horusec",
    level: word,
    severity: severityOfWord(word),
    message: isLeak ? title : details,
    file: text(item, "file"),
    line: firstLine(field(item, "line")),
    cwes: cwesIn(details),
    toolFingerprint: hash === undefined ? undefined : `vulnHash=${hash}`,
    context: isLeak ? undefined : text(item, "code"),
    suppression: suppressionOf(text(item, "type")),
    source,
  });
}

const maxTitle = 200;

/** Details are a few sentences; CWEs are named at their end. */
const maxDetails = 4096;

function cwesIn(details: string | undefined): readonly string[] {
  return shorten(details ?? "", maxDetails).match(/\bCWE-\d{1,5}\b/g) ?? [];
}

/** `type` is `Vulnerability`, or what somebody made of it in the settings. */
function suppressionOf(type: string | undefined): Suppression | undefined {
  const isSetAside = type === "Risk Accepted" || type === "False Positive" || type === "Corrected";
  return isSetAside ? { kind: "external", rule: type } : undefined;
}

function coverageOf(report: unknown): Coverage {
  const status = text(report, "status");
  const errors = text(report, "errors");
  return {
    tool: "horusec",
    ...optional("toolVersion", label(report, "version")),
    ...optional("generatedAt", label(report, "finishedAt")),
    doubts: [
      ...(status === "success" ? [] : [`the analysis ended with the status ${quoted(status ?? "unknown")}`]),
      ...(errors === undefined ? [] : [`the analysis met errors: ${quoted(errors)}`]),
    ],
  };
}
