import { field, hasList, list, number, text, texts } from "../../../standards/wire.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf, objectName } from "./check-finding.ts";
import { keepFinding, passed } from "./check-sink.ts";

type Place = { readonly value: unknown; readonly pointer: string };

/** `status` of a ClusterComplianceReport: the checks of each control, or how often each control failed. */
export function readCompliance(status: unknown, { value, pointer }: Place, sink: PostureSink): void {
  const detail = field(status, "detailReport");
  if (hasList(detail, "results")) readDetail(detail, `${pointer}/detailReport/results`, sink);
  else readSummary(field(status, "summaryReport"), { value, pointer: `${pointer}/summaryReport/controlCheck` }, sink);
}

function readDetail(detail: unknown, pointer: string, sink: PostureSink): void {
  for (const [index, control] of list(detail, "results").entries()) {
    for (const [n, check] of list(control, "checks").entries()) {
      if (field(check, "success") === true) {
        leaveOut(sink, "checks", passed);
        continue;
      }
      const finding = findingOf({
        ruleId: text(check, "checkID") ?? text(control, "id"),
        tool: "trivy",
        level: text(check, "severity") ?? text(control, "severity"),
        message: texts(check, "messages")[0] ?? text(check, "title") ?? text(control, "name"),
        resource: text(check, "target"),
        source: { input: sink.input, pointer: `${pointer}/${index}/checks/${n}` },
      });
      keepFinding(sink, "checks", finding);
    }
  }
}

/** A control without a number of failures is one that nobody can check by machine. */
function readSummary(summary: unknown, { value, pointer }: Place, sink: PostureSink): void {
  const resource = objectName({ kind: text(value, "kind"), name: text(field(value, "metadata"), "name") });
  for (const [index, control] of list(summary, "controlCheck").entries()) {
    const failures = number(control, "totalFail");
    if (failures === undefined) leaveOut(sink, "checks", "the control has no automatic check");
    else if (failures === 0) leaveOut(sink, "checks", passed);
    else {
      const finding = findingOf({
        ruleId: text(control, "id"),
        tool: "trivy",
        level: text(control, "severity"),
        message: text(control, "name"),
        resource,
        source: { input: sink.input, pointer: `${pointer}/${index}` },
      });
      keepFinding(sink, "checks", finding);
    }
  }
}
