import type { DecisionRecord } from "../domain/bundle.ts";
import type { Reason } from "../domain/decision.ts";
import type { RuleEvidence } from "../domain/rule.ts";
import { counted } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";
import {
  baselineText,
  countsText,
  kevText,
  notSeenText,
  overlayText,
  setAsideText,
  shownWarnings,
  stagesText,
} from "./facts.ts";

/** Reasons that people are shown; decision.json has all (DESIGN §9). */
const maxReasons = 10;

/** Pieces of evidence under one reason. */
const maxShown = 3;

/** Changes that people are shown. */
const maxChanges = 5;

/** How a finished run is shown to people: verdict, reasons, what to do, what was looked at, where the evidence is, how the log stood. */
export function renderTerminal(decision: DecisionRecord, evidencePath: string, checkpoint?: string): string {
  return [
    headline(decision),
    "",
    ...reasonLines(decision.reasons),
    ...warningLines(decision),
    ...setAsideLines(decision),
    ...baselineLines(decision),
    ...changeLines(decision),
    ...inputLines(decision),
    ...stageLines(decision),
    ...notSeenLines(decision),
    `intel     ${kevText(decision)}`,
    `overlay   ${overlayText(decision)}`,
    `evidence  ${evidencePath}`,
    ...(checkpoint === undefined ? [] : [`log       ${checkpoint}`]),
    "",
  ]
    .map(visibleText)
    .join("\n");
}

function headline(decision: DecisionRecord): string {
  const { name, id } = decision.app;
  const app = name ?? id;
  return `${decision.verdict}${app === undefined ? "" : `  ${app}`}  run ${decision.run_id}  as of ${decision.as_of}`;
}

function reasonLines(reasons: readonly Reason[]): readonly string[] {
  if (reasons.length === 0) return ["no rule stands against this release", ""];
  const shown = reasons.slice(0, maxReasons).flatMap((reason, index) => reasonText(reason, index + 1));
  const more = reasons.length - maxReasons;
  return [...shown, ...(more > 0 ? [`   and ${more} more reasons in decision.json`] : []), ""];
}

function reasonText(reason: Reason, number: number): readonly string[] {
  const more = reason.count - maxShown;
  return [
    `${String(number).padStart(2)}. ${reason.verdict.padEnd(11)} ${reason.rule}: ${reason.message}${limitText(reason)}`,
    ...reason.evidence.slice(0, maxShown).map(evidenceText),
    ...(more > 0 ? [`      … and ${more} more`] : []),
  ];
}

function evidenceText(item: RuleEvidence): string {
  const where = item.where === undefined ? "" : `  at ${item.where}`;
  // The dash keeps a text that starts with `::` from being a workflow command.
  return `      - ${item.what}${where}`;
}

function warningLines(decision: DecisionRecord): readonly string[] {
  const shown = shownWarnings(decision);
  if (shown.length === 0) return [];
  const lines = shown.map((one) => {
    const first = one.evidence[0]?.what;
    const example = first === undefined ? "" : `, such as ${first}`;
    return `warning   ${one.rule}: ${one.message}${limitText(one)}${example}`;
  });
  return [...lines, ""];
}

function setAsideLines(decision: DecisionRecord): readonly string[] {
  const text = setAsideText(decision);
  return text === undefined ? [] : [`set aside ${text}`, ""];
}

function baselineLines(decision: DecisionRecord): readonly string[] {
  const text = baselineText(decision);
  return text === undefined ? [] : [`baseline  ${text}`, ""];
}

function changeLines(decision: DecisionRecord): readonly string[] {
  if (decision.to_go.length === 0) return [];
  const more = decision.to_go.length - maxChanges;
  return [
    "to get to GO:",
    ...decision.to_go.slice(0, maxChanges).map((change) => `  - ${change}`),
    ...(more > 0 ? [`  - … and ${more} more lines in decision.json (to_go)`] : []),
    "",
  ];
}

function stageLines(decision: DecisionRecord): readonly string[] {
  const text = stagesText(decision);
  return text === undefined ? [] : [`stages    ${text}`];
}

function notSeenLines(decision: DecisionRecord): readonly string[] {
  const text = notSeenText(decision);
  return text === undefined ? [] : [`not seen  ${text}`];
}

function limitText({ threshold }: Reason): string {
  return threshold === undefined ? "" : ` [${threshold}]`;
}

function inputLines(decision: DecisionRecord): readonly string[] {
  return decision.inputs.map((input) => {
    const version = input.format_version === undefined ? "" : ` ${input.format_version}`;
    const { length } = input.notices;
    const notices = length === 0 ? "" : `, ${counted(length, "notice")}`;
    return `input     ${input.name}: ${input.format}${version}, ${countsText(input)}${notices}`;
  });
}
