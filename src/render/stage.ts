import type { StageDocument } from "../domain/stage.ts";
import { counted } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";
import { field, list, number, text, texts } from "../standards/wire.ts";

/** A stage that was recorded, for people: where it is, what it follows, what is doubtful. */
export function renderStage(
  document: StageDocument,
  { path, isSigned }: { readonly path: string; readonly isSigned: boolean },
): string {
  const { stage, app_id: id, app_name: name, run_id: run, commit, previous } = document;
  const doubts = texts(document, "doubts");
  return [
    `${stage} recorded: ${path}${isSigned ? " (signed)" : ""}`,
    `  app ${id}${name === undefined ? "" : ` (${name})`}, run ${run}${commit === undefined ? "" : `, commit ${commit}`}`,
    previous === null ? "  the first of its run" : `  follows ${previous.document}`,
    `  ${counted(document.inputs.length, "input")}: ${document.inputs.map((input) => input.name).join(", ") || "none"}`,
    ...riskLines(document),
    ...doubts.slice(0, maxDoubts).map((doubt) => `  doubt: ${doubt}`),
    ...(doubts.length > maxDoubts ? [`  and ${counted(doubts.length - maxDoubts, "more doubt")}`] : []),
    "",
  ]
    .map(visibleText)
    .join("\n");
}

/** A screen is short; the document has them all. */
const maxDoubts = 10;

/** The score with what weighs most in it, worst first: what to look at before anything else. */
function riskLines(document: StageDocument): readonly string[] {
  const score = number(document, `${document.stage}_risk_score`);
  if (score === undefined) return [];
  const risk = field(document, `${document.stage}_risk`);
  const factors = list(risk, "factors").flatMap((factor) => text(factor, "what") ?? []);
  const count = number(risk, "factor_count") ?? factors.length;
  const open = number(document, `${document.stage}_risk_score_if_unknown_fails`) ?? score;
  const range = open > score ? `, ${open} if everything unknown is as bad as can be` : "";
  return [
    `  risk ${score} of 1${range}`,
    ...(count === 0 ? [] : [`  ${counted(count, "thing weighs", "things weigh")} on it, most of all:`]),
    ...factors.slice(0, maxFactors).map((what) => `    - ${what}`),
  ];
}

/** Worth a look at once; the document has more, and counts all. */
const maxFactors = 5;
