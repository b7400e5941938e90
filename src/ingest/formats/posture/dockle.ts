import type { Severity } from "../../../domain/severity.ts";
import { counted } from "../../../domain/words.ts";
import { field, isObject, list, number, optional, text, texts } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { requireList } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf } from "./check-finding.ts";
import { checkReading, countOf, keepFinding, passed } from "./check-sink.ts";

/** Dockle JSON (`dockle -f json`): checks of a container image. */
export const dockle: Format = {
  id: "dockle-json",
  title: "Dockle JSON",
  sign: "`details`, and `fatal`, `warn` and `pass` in `summary`",
  versions: [],
  kinds: ["cnapp", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const summary = field(report, "summary");
  const isCounted = ["fatal", "warn", "pass"].every((key) => number(summary, key) !== undefined);
  return isCounted && isObject(report) && Object.hasOwn(report, "details");
}

/** The levels of Dockle as its own SARIF has them: error, warning, note. */
const severities: ReadonlyMap<string, Severity> = new Map([
  ["FATAL", "high"],
  ["WARN", "medium"],
  ["INFO", "low"],
]);

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  requireList(report, "details", { title: "Dockle", file: origin.name, pointer: "" });
  const sink = postureSink(origin.name);
  for (const [index, detail] of list(report, "details").entries()) {
    readDetail(detail, { resource: text(report, "image"), pointer: `/details/${index}` }, sink);
  }
  const summary = field(report, "summary");
  leaveOut(sink, "checks", passed, countOf(field(summary, "pass")));
  return checkReading(sink, {
    coverage: {
      tool: "dockle",
      ...optional("targets", text(report, "image") === undefined ? undefined : 1),
      doubts: doubtsOf(summary, sink),
    },
    sort: "checks",
  });
}

type Place = { readonly resource: string | undefined; readonly pointer: string };

function readDetail(detail: unknown, { resource, pointer }: Place, sink: PostureSink): void {
  const level = text(detail, "level");
  if (level === "PASS") return;
  if (level === "SKIP") {
    leaveOut(sink, "checks", "the check was skipped");
    return;
  }
  const alerts = texts(detail, "alerts");
  const title = text(detail, "title");
  const finding = findingOf({
    ruleId: text(detail, "code"),
    tool: "dockle",
    level,
    severity: severities.get(level ?? "") ?? "unknown",
    message: alerts.length === 0 ? title : [title ?? "", alerts.slice(0, maxAlerts).join("; ")].join(": "),
    resource,
    // The check is in the user's list of checks to ignore.
    suppression: level === "IGNORE" ? { kind: "tool", rule: "level IGNORE" } : undefined,
    source: { input: sink.input, pointer },
  });
  keepFinding(sink, "checks", finding);
}

/** Files of an image come by the hundred. */
const maxAlerts = 20;

function doubtsOf(summary: unknown, sink: PostureSink): readonly string[] {
  const skipped = countOf(field(summary, "skip"));
  const failed = ["fatal", "warn", "info"].reduce((sum, key) => sum + countOf(field(summary, key)), 0);
  const listed = sink.findings.filter(({ suppression }) => suppression === undefined).length;
  const missing = failed - listed;
  return [
    ...(sink.kept.size + sink.notUsed.size === 0 ? ["the report says that no check was made"] : []),
    ...(skipped > 0 ? [`${counted(skipped, "check was", "checks were")} skipped`] : []),
    ...(missing > 0 && sink.faults.size === 0
      ? [`${counted(missing, "failed check is", "failed checks are")} counted and not listed`]
      : []),
  ];
}
