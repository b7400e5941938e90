import type { DecisionRecord } from "../domain/bundle.ts";
import type { Reason } from "../domain/decision.ts";
import { visibleText } from "../standards/visible.ts";

/** GitHub shows ten annotations of a kind for a step; more are lost. */
const maxAnnotations = 10;

/**
 * A decision as GitHub workflow commands, one line each: errors for NO-GO reasons, warnings for the others.
 * Escaped as GitHub's own toolkit does (`%`, CR, LF in data; also `:` and `,` in properties),
 * so that text of a report cannot start a command of its own.
 */
export function renderAnnotations(decision: DecisionRecord): string {
  const lines = decision.reasons.slice(0, maxAnnotations).map(annotation);
  return lines.map((line) => `${line}\n`).join("");
}

function annotation(reason: Reason): string {
  const level = reason.verdict === "NO-GO" ? "error" : "warning";
  const first = reason.evidence[0]?.what;
  const more = reason.count > 1 ? ` and ${reason.count - 1} more` : "";
  const text = first === undefined ? reason.message : `${reason.message}: ${first}${more}`;
  return `::${level} title=${escapeProperty(`fixops ${reason.code}`)}::${escapeData(text)}`;
}

/** An error of the program itself as a workflow command: a gate that could not decide must not end unseen. */
export function renderErrorAnnotation(error: { readonly code: string; readonly message: string }): string {
  return `::error title=${escapeProperty(`fixops ${error.code}`)}::${escapeData(error.message)}\n`;
}

function escapeData(text: string): string {
  return visibleText(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
