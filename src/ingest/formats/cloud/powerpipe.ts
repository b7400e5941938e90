import type { Finding } from "../../../domain/finding.ts";
import type { Severity } from "../../../domain/severity.ts";
import { field, hasList, isObject, list, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { misshapen } from "../refusals.ts";
import { type PostureSink, postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter, gone, open, type Standing, undecided } from "./cloud-finding.ts";
import { note, type Survey, survey, surveyed } from "./survey.ts";

/** `powerpipe benchmark run --output json`, before: `steampipe check`: groups of controls and their results. */
export const powerpipe: Format = {
  id: "powerpipe-json",
  title: "Powerpipe (Steampipe) benchmark JSON",
  sign: "`group_id`, `summary`, and `groups` or `controls`",
  versions: [],
  kinds: ["cnapp"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const report = jsonValue(document);
  const hasChildren = ["groups", "controls"].some((key) => field(report, key) !== undefined);
  return text(report, "group_id") !== undefined && hasChildren && isObject(field(report, "summary"));
}

type Node = { readonly value: unknown; readonly pointer: string };

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  // One benchmark may stand under several groups; a list to be done in place of recursion keeps their order.
  const pending: Node[] = [{ value: jsonValue(document), pointer: "" }];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const key of misshapen(node.value, ["groups", "controls"]))
      count(sink.faults, `the ${key} of a group are no list`);
    for (const control of childrenOf(node, "controls")) readControl(control, sink, found);
    pending.push(...childrenOf(node, "groups").toReversed());
  }
  const doubts = sink.findings.length + found.resources.size === 0 ? ["no control of the report gave a result"] : [];
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["results"] }, false);
}

function childrenOf({ value, pointer }: Node, key: string): readonly Node[] {
  return list(value, key).map((child, index) => ({ value: child, pointer: `${pointer}/${key}/${index}` }));
}

function readControl(control: Node, sink: PostureSink, found: Survey): void {
  const { value } = control;
  const rule = text(value, "control_id") ?? text(value, "title");
  note(found, { tool: "powerpipe", rule });
  if (text(value, "run_error") !== undefined) count(sink.faults, "a control failed to run");
  else if (!hasList(value, "results") && field(value, "results") !== null)
    count(sink.faults, "a control has no results");
  for (const { value: result, pointer } of childrenOf(control, "results")) {
    const resource = text(result, "resource");
    note(found, { resources: resource === undefined ? [] : [resource] });
    const source = { input: sink.input, pointer };
    enter(sink, "results", standingOf(text(result, "status")), () =>
      rule === undefined ? undefined : toFinding(rule, value, result, source),
    );
  }
}

function toFinding(ruleId: string, control: unknown, result: unknown, source: Finding["source"]): Finding {
  return cloudFinding({
    ruleId,
    tool: "powerpipe",
    level: text(control, "severity"),
    severity: noSeverity(control),
    message: text(result, "reason") ?? text(control, "title"),
    resource: text(result, "resource"),
    source,
  });
}

/** Most mods give their controls no severity; `none` in that place is no statement that the result is harmless. */
function noSeverity(control: unknown): Severity | undefined {
  return text(control, "severity")?.toLowerCase() === "none" ? "unknown" : undefined;
}

/** Statuses of control results: ok, alarm, info, skip, error. */
function standingOf(status: string | undefined): Standing {
  if (status === "alarm") return open;
  if (status === "ok") return gone("the check passed");
  if (status === "info") return gone("informational: status info");
  if (status === "skip") return gone("skipped: status skip");
  return undecided(status === "error" ? "the check failed to run" : "its status is none that is known");
}
