import type { Suppression } from "../../../domain/suppression.ts";
import { field, hasList, list, number, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { checkmarxFinding, checkmarxObservation } from "./checkmarx-result.ts";
import { keepFinding, type PostureSink, postureReading, postureSink } from "./posture-sink.ts";
import { keep, leaveOut, lose } from "./vulnerability-sink.ts";

/** Checkmarx One results (`cx results show --report-format json`, `/api/results`): of code, of infrastructure, of dependencies. */
export const checkmarxOne: Format = {
  id: "checkmarx-one-json",
  title: "Checkmarx One results",
  sign: "`results`, `totalCount` and a `scanID`",
  versions: [],
  kinds: ["sarif", "cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  return (
    field(report, "results") !== undefined &&
    number(report, "totalCount") !== undefined &&
    text(report, "scanID") !== undefined
  );
}

/** Results about packages, by `type`; all others are about files. */
const packageTypes: ReadonlySet<string> = new Set(["sca", "containers", "sca-container"]);

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = postureSink(origin.name);
  const results = list(report, "results");
  for (const [index, result] of results.entries()) readResult(result, `/results/${index}`, sink);
  const counted = number(report, "totalCount") ?? 0;
  const coverage = {
    tool: "checkmarx one",
    doubts: [
      ...(hasList(report, "results") ? [] : ["the report has no list of results"]),
      ...(counted > results.length ? [`the scan counts ${counted} results and the file lists ${results.length}`] : []),
    ],
  };
  return postureReading(sink, { coverage, sorts: ["results"] }, sink.observations.length > 0);
}

function readResult(result: unknown, pointer: string, sink: PostureSink): void {
  if (text(result, "status") === "FIXED") {
    leaveOut(sink, "results", "status FIXED");
    return;
  }
  const place = {
    source: { input: sink.input, pointer },
    ...optional("suppression", suppressionOf(text(result, "state"))),
  };
  if (packageTypes.has(text(result, "type") ?? "")) {
    const observation = checkmarxObservation(result, place);
    if (observation === undefined) lose(sink, "vulnerabilities", "no id or no package");
    else keep(sink, "vulnerabilities", observation);
    return;
  }
  const finding = checkmarxFinding(result, place);
  if (finding === undefined) lose(sink, "results", "no query");
  else keepFinding(sink, "results", finding);
}

/** What a person decided; a proposal settles nothing. */
function suppressionOf(state: string | undefined): Suppression | undefined {
  if (state === "NOT_EXPLOITABLE") return { kind: "external", rule: "state NOT_EXPLOITABLE" };
  if (state !== "PROPOSED_NOT_EXPLOITABLE") return undefined;
  return { kind: "external", status: "under_review", rule: "state PROPOSED_NOT_EXPLOITABLE" };
}
