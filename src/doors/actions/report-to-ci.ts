import type { DecisionRecord } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { renderAnnotations } from "../../render/annotations.ts";
import { renderMarkdown } from "../../render/markdown.ts";
import { visibleText } from "../../standards/visible.ts";

/** GitHub refuses a step summary of more than 1 MiB; what is shown is far below, this is the rest of a safe distance. */
const maxSummaryBytes = 900 * 1024;

/** Whole lines: a line that is cut could end in the middle of an escape. */
function summaryBytes(markdown: string): Uint8Array {
  const bytes = new TextEncoder().encode(markdown);
  return bytes.length <= maxSummaryBytes
    ? bytes
    : bytes.subarray(0, bytes.lastIndexOf(lineFeed, maxSummaryBytes - 1) + 1);
}

const lineFeed = 0x0a;

/**
 * Under GitHub Actions: annotations on standard error, and the step summary, with the checkpoint of the log when there is one.
 * The evidence is written by now; a summary that cannot be written is told and changes no verdict.
 */
export function reportToCi(decision: DecisionRecord, checkpoint: string | undefined, runtime: Runtime): void {
  if (runtime.environment("GITHUB_ACTIONS") !== "true") return;
  runtime.terminal.err(renderAnnotations(decision));
  const path = runtime.environment("GITHUB_STEP_SUMMARY");
  if (path === undefined) return;
  try {
    runtime.files.append(
      path,
      summaryBytes(`${renderMarkdown(decision)}${checkpoint === undefined ? "" : `\nAudit log: \`${checkpoint}\`\n`}`),
    );
  } catch (error) {
    if (!(error instanceof FixopsError)) throw error;
    runtime.terminal.err(`fixops: the step summary could not be written: ${visibleText(error.message)}\n`);
  }
}
