import type { DecisionRecord } from "../domain/bundle.ts";
import type { Reason } from "../domain/decision.ts";
import { visibleText } from "../standards/visible.ts";
import { baselineText, countsText, kevText, notSeenText, overlayText, setAsideText, shownWarnings } from "./facts.ts";

/** Reasons in the table, as in the terminal. */
const maxReasons = 10;

/** Pieces of evidence of one reason. */
const maxShown = 5;

/** A decision as Markdown for a CI step summary; every untrusted text is escaped, nothing links or loads. */
export function renderMarkdown(decision: DecisionRecord): string {
  const app = decision.app.name ?? decision.app.id ?? "release";
  return [
    `## ${decision.verdict}: ${escapeMarkdown(app)}`,
    "",
    `Run \`${decision.run_id}\`, as of ${decision.as_of}, overlay ${escapeMarkdown(overlayText(decision))}.`,
    "",
    ...reasonTable(decision.reasons),
    ...warningTable(decision),
    ...changeList(decision.to_go),
    ...inputTable(decision),
    ...footer(decision),
  ].join("\n");
}

function reasonTable(reasons: readonly Reason[]): readonly string[] {
  if (reasons.length === 0) return ["No rule stands against this release.", ""];
  const rows = reasons.slice(0, maxReasons).map((reason) => reasonRow(reason.verdict, reason));
  return ["| verdict | rule | why | evidence |", "|---|---|---|---|", ...rows, "", ...moreLines(reasons.length)];
}

function warningTable(decision: DecisionRecord): readonly string[] {
  const rows = shownWarnings(decision).map((reason) => reasonRow("warning", reason));
  return rows.length === 0 ? [] : ["| | rule | why | evidence |", "|---|---|---|---|", ...rows, ""];
}

function reasonRow(label: string, reason: Reason): string {
  const limit = reason.threshold === undefined ? "" : ` (${reason.threshold})`;
  const more = reason.count - maxShown;
  const evidence = [
    ...reason.evidence
      .slice(0, maxShown)
      .map((item) => escapeMarkdown(item.where === undefined ? item.what : `${item.what} at ${item.where}`)),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ].join("<br>");
  return `| ${label} | ${reason.rule} | ${escapeMarkdown(`${reason.message}${limit}`)} | ${evidence} |`;
}

function changeList(changes: readonly string[]): readonly string[] {
  if (changes.length === 0) return [];
  const shown = changes.slice(0, maxReasons).map((change) => `- ${escapeMarkdown(change)}`);
  return ["To get to GO:", "", ...shown, "", ...moreLines(changes.length)];
}

/** What the decision has beyond what is shown. */
function moreLines(count: number): readonly string[] {
  return count > maxReasons ? [`… and ${count - maxReasons} more in the decision`, ""] : [];
}

function inputTable(decision: DecisionRecord): readonly string[] {
  return [
    "| input | format | items | sha256 |",
    "|---|---|---|---|",
    ...decision.inputs.map((input) => {
      return `| ${escapeMarkdown(input.name)} | ${escapeMarkdown(input.format)} | ${escapeMarkdown(countsText(input))} | \`${input.sha256.slice(0, 12)}\` |`;
    }),
    "",
  ];
}

function footer(decision: DecisionRecord): readonly string[] {
  const setAside = setAsideText(decision);
  const baseline = baselineText(decision);
  const notSeen = notSeenText(decision);
  return [
    ...(baseline === undefined ? [] : [`Against the baseline: ${escapeMarkdown(baseline)}.`, ""]),
    ...(setAside === undefined ? [] : [`Set aside ${setAside}.`, ""]),
    ...(notSeen === undefined ? [] : [`Not seen: ${escapeMarkdown(notSeen)}.`, ""]),
    `${escapeMarkdown(kevText(decision))}; evidence in ${escapeMarkdown(decision.evidence.directory)}`,
    "",
  ];
}

/**
 * Characters that Markdown or the HTML inside it acts on. The group is what GitHub acts on after references are decoded:
 * `@team`, `a@b.example` and `#12` become links and tell somebody. The `@` of `lodash@4.17.21`, which links nothing, is not
 * among them, since what follows the group could not be copied.
 */
const special = /(\B@(?=\w)|@(?=\w)(?!v?\d(?:[\w.-]*\d)?(?![\w-]|\.\w))|#(?=\d))|[\\`*_{}[\]()#+\-.!|<>&~:@$]/g;

/** A zero-width space as a reference. */
const breaker = "&#8203;";

/** Untrusted text as inert Markdown: special characters become character references. */
export function escapeMarkdown(text: string): string {
  return visibleText(text).replace(special, (char, linking?: string) => {
    return `&#${char.charCodeAt(0)};${linking === undefined ? "" : breaker}`;
  });
}
