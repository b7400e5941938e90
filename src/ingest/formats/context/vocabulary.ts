import {
  type Criticality,
  criticalities,
  type DataClass,
  dataClasses,
  type Environment,
  type Exposure,
  environments,
  exposures,
} from "../../../domain/design.ts";
import { type Notices, notice } from "../../notices.ts";
import { quote } from "../../visible.ts";

/** Letters of a name or word that people write in several ways: without case, spaces, `-` and `_` (DESIGN §10). */
export function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, "");
}

export type Answer = "yes" | "no" | "unknown";

/** Words that a field takes, spelled plainly, and what each stands for. */
export type Vocabulary<W extends string> = {
  readonly words: ReadonlyMap<string, W>;
  /** Strictest first. `unknown` yields only to words that ask for as much as it could mean. */
  readonly strictness: readonly W[];
};

/** Words of the domain under their plain spelling. */
function plainly<W extends string>(words: readonly W[]): ReadonlyMap<string, W> {
  return new Map(words.map((word) => [plain(word), word]));
}

/** Exposure (DESIGN §10). */
export const exposureWords: Vocabulary<Exposure> = {
  words: plainly(exposures),
  strictness: ["internet", "partner", "unknown", "internal", "none"],
};

/** Business criticality (DESIGN §10). */
export const criticalityWords: Vocabulary<Criticality> = {
  words: plainly(criticalities),
  strictness: ["mission_critical", "high", "unknown", "medium", "low"],
};

/** Where the application runs (DESIGN §10). */
export const environmentWords: Vocabulary<Environment> = {
  words: plainly(environments),
  strictness: ["production", "unknown", "staging", "development"],
};

/** Data classes (DESIGN §10). */
export const dataClassWords: ReadonlyMap<string, DataClass> = plainly(dataClasses);

const yesAndNo: readonly (readonly [string, Answer])[] = [
  ["yes", "yes"],
  ["true", "yes"],
  ["y", "yes"],
  ["1", "yes"],
  ["no", "no"],
  ["false", "no"],
  ["n", "no"],
  ["0", "no"],
  ["unknown", "unknown"],
];

/** Does the internet reach it? `yes` is the stricter answer. */
export const internetFacingWords: Vocabulary<Answer> = {
  words: new Map(yesAndNo),
  strictness: ["yes", "unknown", "no"],
};

/** Does it ask who is calling? `no` is the stricter answer. */
export const authenticationWords: Vocabulary<Answer> = {
  words: new Map([...yesAndNo, ["required", "yes"], ["none", "no"]]),
  strictness: ["no", "unknown", "yes"],
};

/** The strictest of several words, undefined when there is none. */
export function strictest<W extends string>(vocabulary: Vocabulary<W>, given: Iterable<W>): W | undefined {
  const words = new Set(given);
  return vocabulary.strictness.find((word) => words.has(word));
}

/** The words of a cell that may hold several: `PII/PHI`, also with `;`, `,` and `|`. */
export function splitWords(cell: string): readonly string[] {
  return cell
    .split(/[/;,|]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** A value with the column or key that it stands under and its place in the file. */
export type Cell = { readonly header: string; readonly value: string; readonly place: string };

/** The word that a value stands for, or `unknown` with a notice: never a default (DESIGN §10). */
export function readWord<W extends string>(words: ReadonlyMap<string, W>, cell: Cell, notices: Notices): W | "unknown" {
  const word = words.get(plain(cell.value));
  if (word !== undefined) return word;
  const known = [...new Set(words.values())].join(", ");
  const text = `${cell.place}: ${cell.header} ${quote(cell.value)} is not one of ${known}; it counts as unknown`;
  notice(notices, `${cell.header} ${cell.value}`, text);
  return "unknown";
}
