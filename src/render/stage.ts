import type { StageDocument } from "../domain/stage.ts";
import { counted } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";
import { number, texts } from "../standards/wire.ts";

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

function riskLines(document: StageDocument): readonly string[] {
  const score = number(document, `${document.stage}_risk_score`);
  return score === undefined ? [] : [`  risk ${score} of 1 (its factors are in the document)`];
}
