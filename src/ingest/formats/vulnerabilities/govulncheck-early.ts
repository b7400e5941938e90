import { field, list, number, optional, text } from "../../../standards/wire.ts";
import type { Reading } from "../../format.ts";
import { requireList } from "../refusals.ts";
import { type GoFinding, readFindings } from "./govulncheck-finding.ts";
import { fixedIn } from "./osv-record.ts";
import { vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/**
 * What `govulncheck -json` printed before version 1.0 (golang.org/x/vuln, `vulncheck.Result`): one object with the graphs of
 * calls, imports and requirements, and in `Vulns` one entry for each vulnerable symbol, with its whole OSV record.
 */
export function isEarlyReport(value: unknown): boolean {
  return ["Calls", "Imports", "Requires", "Vulns"].every((key) => field(value, key) !== undefined);
}

/** Reads it as the findings and records that later versions print. */
export function readEarly(report: unknown, file: string): Reading {
  for (const key of ["Vulns", "Modules"]) requireList(report, key, { title: "govulncheck", file, pointer: "" });
  const sink = vulnerabilitySink(file);
  const versions = new Map(
    list(report, "Modules").flatMap((one) => {
      const path = text(one, "Path");
      return path === undefined ? [] : [[path, text(one, "Version")] as const];
    }),
  );
  const flaws = list(report, "Vulns");
  const records = new Map(flaws.flatMap((flaw) => recordOf(flaw)));
  readFindings(
    flaws.map((flaw, index) => findingOf(flaw, versions, `/Vulns/${index}`)),
    records,
    sink,
  );
  return vulnerabilityReading(sink, {
    formatVersion: "early",
    coverage: {
      tool: "govulncheck",
      targets: versions.size,
      doubts: versions.size === 0 ? ["the report does not tell what was scanned"] : [],
    },
    sorts: ["vulnerability findings"],
  });
}

function recordOf(flaw: unknown): readonly (readonly [string, unknown])[] {
  const record = field(flaw, "OSV");
  const id = text(record, "id");
  return id === undefined ? [] : [[id, record]];
}

/** The graphs have a node (`CallSink`, `ImportSink`) where the symbol is called, or its package imported; 0 where not. */
function findingOf(flaw: unknown, versions: ReadonlyMap<string, string | undefined>, pointer: string): GoFinding {
  const record = field(flaw, "OSV");
  const module = text(flaw, "ModPath");
  const isCalled = (number(flaw, "CallSink") ?? 0) > 0;
  const isImported = isCalled || (number(flaw, "ImportSink") ?? 0) > 0;
  const frame = {
    ...optional("module", module),
    ...optional("version", versions.get(module ?? "")),
    ...optional("package", isImported ? text(flaw, "PkgPath") : undefined),
    ...optional("function", isCalled ? text(flaw, "Symbol") : undefined),
  };
  return {
    finding: { ...optional("osv", text(record, "id")), trace: [frame] },
    fixes:
      module === undefined ? [] : fixedIn(record, { name: module, ecosystem: "Go" }).map((fix) => tagOf(fix, module)),
    pointer,
  };
}

/** OSV has the bare number; Go's tags begin with a `v`, but for the standard library's. */
function tagOf(version: string, module: string): string {
  return module.includes("/") && !version.startsWith("v") ? `v${version}` : version;
}
