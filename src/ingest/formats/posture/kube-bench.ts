import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, isObject, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValues } from "../forms.ts";
import { misshapen } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { findingOf } from "./check-finding.ts";
import { checkReading, countOf, keepFinding, lose, passed } from "./check-sink.ts";

/**
 * kube-bench JSON (`kube-bench --json`): CIS benchmarks of a node. `{Controls, Totals}` since 0.4, before that a list of
 * the controls, or one object after the other.
 */
export const kubeBench: Format = {
  id: "kube-bench-json",
  title: "kube-bench JSON",
  sign: "`Controls` and `Totals`; or controls with `tests` and `node_type`",
  versions: [],
  kinds: ["cnapp", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const values = jsonValues(document);
  return values.length > 0 && values.every(isReport);
}

function isReport(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isControl);
  return isControl(value) || (isObject(value) && Object.hasOwn(value, "Controls") && isObject(field(value, "Totals")));
}

function isControl(value: unknown): boolean {
  return isObject(value) && Object.hasOwn(value, "tests") && text(value, "node_type") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const controls = controlsOf(document);
  for (const { control, pointer } of controls) readControl(control, pointer, sink);
  return checkReading(sink, { coverage: coverageOf(document, controls.length, sink), sort: "checks" });
}

type Control = { readonly control: unknown; readonly pointer: string };

function controlsOf(document: Document): readonly Control[] {
  return jsonValues(document).flatMap((value, index) => {
    const prefix = document.form === "stream" ? `/${index}` : "";
    if (Array.isArray(value)) return value.map((control, n) => ({ control, pointer: `${prefix}/${n}` }));
    if (isControl(value)) return [{ control: value, pointer: prefix }];
    return list(value, "Controls").map((control, n) => ({ control, pointer: `${prefix}/Controls/${n}` }));
  });
}

function readControl(control: unknown, pointer: string, sink: PostureSink): void {
  if (!isObject(control) || misshapen(control, ["tests"]).length > 0) {
    lose(sink, "checks", "the control is unreadable");
    return;
  }
  for (const [index, group] of list(control, "tests").entries()) {
    if (!isObject(group) || misshapen(group, ["results"]).length > 0) lose(sink, "checks", "its results are no list");
    for (const [n, result] of list(group, "results").entries()) {
      readResult(result, { control, pointer: `${pointer}/tests/${index}/results/${n}` }, sink);
    }
  }
}

/** A WARN is a check that somebody must make by hand, or one that could not be run: nobody knows that it is met. */
function readResult(result: unknown, { control, pointer }: Control, sink: PostureSink): void {
  const status = text(result, "status");
  if (status === "PASS") leaveOut(sink, "checks", passed);
  else if (status === "INFO") leaveOut(sink, "checks", "status INFO");
  else if (status !== "FAIL" && status !== "WARN") lose(sink, "checks", "unknown status");
  else {
    const finding = findingOf({
      ruleId: text(result, "test_number"),
      tool: "kube-bench",
      level: status,
      // The benchmark does not grade its checks, and the status is no grade.
      severity: "unknown",
      message: text(result, "test_desc"),
      resource: text(control, "node_type"),
      source: { input: sink.input, pointer },
    });
    keepFinding(sink, "checks", finding);
  }
}

function coverageOf(document: Document, targets: number, sink: PostureSink): Coverage {
  const rules = [...sink.kept.values()].reduce((sum, n) => sum + n, notUsedOf(sink));
  return {
    tool: "kube-bench",
    targets,
    rules,
    doubts: [...(rules === 0 ? ["the report says that no check was made"] : []), ...missingDoubts(document, sink)],
  };
}

function notUsedOf(sink: PostureSink): number {
  return [...sink.notUsed.values()].flatMap((tally) => [...tally.values()]).reduce((sum, n) => sum + n, 0);
}

/** `--noresults` keeps the totals and leaves the results out. */
function missingDoubts(document: Document, sink: PostureSink): readonly string[] {
  let total = 0;
  for (const value of jsonValues(document)) total += countOf(at(value, "Totals", "total_fail"));
  const failures = sink.findings.filter(({ level }) => level === "FAIL").length;
  const missing = total - failures;
  return missing > 0 ? [`${counted(missing, "failed check is", "failed checks are")} counted and not listed`] : [];
}
