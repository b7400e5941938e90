import type { PackageRef } from "../../../domain/vulnerability.ts";
import { field, list, optional, text, texts } from "../../../standards/wire.ts";
import { observationOf } from "./observation.ts";
import { cwesOf, scoresOf } from "./osv-record.ts";
import { packagePurl } from "./package-purl.ts";
import { keep, leaveOut, lose, type VulnerabilitySink } from "./vulnerability-sink.ts";

/** A `finding` message, and where it stands; early reports give several fixes, one for each branch. */
export type GoFinding = { readonly finding: unknown; readonly fixes?: readonly string[]; readonly pointer: string };

/** OSV records of the report by id. */
export type GoRecords = ReadonlyMap<string, unknown>;

/**
 * One observation for each flaw in each module and version. govulncheck gives a finding for the module that is required,
 * one for each package that is imported and one for each function that is called: the most exact of them is kept.
 */
export function readFindings(findings: readonly GoFinding[], records: GoRecords, sink: VulnerabilitySink): void {
  const best = new Map<string, GoFinding>();
  for (const one of findings) {
    const frame = frameOf(one);
    const id = text(one.finding, "osv");
    const module = text(frame, "module");
    if (id === undefined || module === undefined) {
      lose(sink, "vulnerability findings", "no OSV id or no module");
      continue;
    }
    const key = `${id}\n${module}\n${text(frame, "version")}`;
    const known = best.get(key);
    if (known !== undefined) leaveOut(sink, "vulnerability findings", "another trace to the same vulnerable module");
    if (known === undefined || reachOf(frame) > reachOf(frameOf(known))) best.set(key, one);
  }
  for (const one of best.values()) keepFinding(one, records, sink);
}

/** The first frame is the vulnerable one; the others lead to it from the code that was scanned. */
function frameOf({ finding }: GoFinding): unknown {
  return list(finding, "trace")[0];
}

/** How far it is known to be in use: required, imported, called. */
function reachOf(frame: unknown): number {
  if (text(frame, "function") !== undefined) return 2;
  return text(frame, "package") === undefined ? 0 : 1;
}

function keepFinding(one: GoFinding, records: GoRecords, sink: VulnerabilitySink): void {
  const frame = frameOf(one);
  const id = text(one.finding, "osv") ?? "";
  const record = records.get(id);
  const fixed = text(one.finding, "fixed_version");
  const observation = observationOf({
    id,
    names: texts(record, "aliases"),
    package: packageOf(text(frame, "module") ?? "", text(frame, "version")),
    word: text(field(record, "database_specific"), "severity"),
    cvss: scoresOf(record),
    cwes: cwesOf(record),
    fixedIn: one.fixes ?? (fixed === undefined ? [] : [fixed]),
    title: titleOf(text(record, "summary"), frame),
    tool: "govulncheck",
    source: { input: sink.input, pointer: one.pointer },
  });
  keep(sink, "vulnerability findings", observation);
}

/** The standard library and the toolchain are modules without a path, and their purls have no `v`. */
function packageOf(module: string, given: string | undefined): PackageRef {
  const version = module.includes("/") ? given : given?.replace(/^(?:go|v)(?=\d)/, "");
  const purl = packagePurl("golang", module, version);
  return { name: module, ...optional("version", version), ...optional("purl", purl), ecosystem: "Go" };
}

/** Whether the flaw is reached is what govulncheck is run for, so it comes first. */
function titleOf(summary: string | undefined, frame: unknown): string {
  const name = text(frame, "package") ?? "its module";
  const symbol = [text(frame, "receiver"), text(frame, "function")].filter((part) => part !== undefined).join(".");
  const reach = [`${name} is required`, `${name} is imported`, `${name}.${symbol} is called`][reachOf(frame)];
  return summary === undefined ? `${reach}` : `${reach}: ${summary}`;
}
