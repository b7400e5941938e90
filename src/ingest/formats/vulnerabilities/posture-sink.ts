import type { Finding } from "../../../domain/finding.ts";
import type { RawItems } from "../../../domain/input-file.ts";
import type { Reading } from "../../format.ts";
import { keep, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** Of reports that hold vulnerabilities and, beside them, findings about what was scanned: its settings, its code, its network. */
export type PostureSink = VulnerabilitySink & { readonly findings: Finding[] };

/** An empty sink for the input of this name. */
export function postureSink(input: string): PostureSink {
  return { ...vulnerabilitySink(input), findings: [] };
}

/** Keeps a finding, and counts the raw item that it was. */
export function keepFinding(sink: PostureSink, sort: RawItems, finding: Finding): void {
  sink.findings.push(finding);
  keep(sink, sort);
}

/**
 * The reading of a sink; without `looked` the report was made without looking for vulnerabilities, and has no list of
 * them. A scan for vulnerabilities with no finding beside them does not tell that anybody looked for findings.
 */
export function postureReading(
  sink: PostureSink,
  close: Parameters<typeof vulnerabilityReading>[1],
  looked = true,
): Reading {
  const { observations, findings } = sink;
  return {
    ...vulnerabilityReading(sink, close),
    items: { ...(looked && { observations }), ...((findings.length > 0 || !looked) && { findings }) },
  };
}
