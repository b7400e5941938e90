import { type ErrorCode, FixopsError } from "../domain/error.ts";
import { counted } from "../domain/words.ts";
import type { KeyPlace } from "../standards/json-keys.ts";
import { quote } from "./visible.ts";

/** Places that a file's notices name. */
const maxNamed = 3;

/** What is worth knowing, and what makes the input doubtful. */
export type KeyRemarks = { readonly notices: readonly string[]; readonly doubts: readonly string[] };

type Keys = {
  readonly repeated: readonly KeyPlace[];
  readonly reserved: readonly KeyPlace[];
  readonly halfPairs: number;
};

/**
 * Repeated and reserved names, and halves of surrogate pairs. In a document that bears on the decision they are refused, since what a person
 * reads there and what a parser keeps may differ; in others they are notices, and repeated ones a doubt.
 * Throws INPUT_DUPLICATE_KEY and INPUT_FORBIDDEN_KEY with pointer, line and column, and INPUT_MALFORMED.
 */
export function checkKeys(keys: Keys, file: string, bearsOnDecision: boolean): KeyRemarks {
  if (bearsOnDecision) {
    refuse(keys.repeated[0], file, "INPUT_DUPLICATE_KEY", "is given twice in one object");
    refuse(keys.reserved[0], file, "INPUT_FORBIDDEN_KEY", "is reserved and never read");
    refuseHalfPairs(keys.halfPairs, file);
  }
  const notices = [
    ...remarks(keys.repeated, "is repeated", "; the last one counts"),
    ...remarks(keys.reserved, "is used as a name", "; it is not read"),
    ...(keys.halfPairs === 0
      ? []
      : [`${keys.halfPairs} cut-off characters (halves of surrogate pairs) were read as U+FFFD`]),
  ];
  return { notices, doubts: repeatDoubts(keys.repeated) };
}

/** Of a name that is given twice only the last is read: what the other one holds is lost. */
function repeatDoubts(places: readonly KeyPlace[]): readonly string[] {
  const [first] = places;
  if (first === undefined) return [];
  const keys = counted(places.length, "key is", "keys are");
  return [
    `${keys} repeated and only the last of each read, the first repeat ${quote(first.key)} in line ${first.line}`,
  ];
}

function refuseHalfPairs(count: number, file: string): void {
  if (count === 0) return;
  throw new FixopsError("INPUT_MALFORMED", `the text holds ${count} cut-off characters (halves of surrogate pairs)`, {
    where: { file },
    hint: "have the tool or person that wrote the file write whole characters",
  });
}

function refuse(place: KeyPlace | undefined, file: string, code: ErrorCode, what: string): void {
  if (place === undefined) return;
  const { pointer, line, column } = place;
  const hint = "remove it, and have the tool or person that wrote the file say which value is meant";
  throw new FixopsError(code, `the key ${quote(place.key)} ${what}`, { where: { file, line, column, pointer }, hint });
}

function remarks(places: readonly KeyPlace[], what: string, then: string): readonly string[] {
  const named = places.slice(0, maxNamed).map(({ key, pointer, line }) => {
    const owner = pointer === "" ? "at the top level" : `at ${quote(pointer, 200)}`;
    return `key ${quote(key)} ${what} ${owner} (line ${line})${then}`;
  });
  const more = places.length - named.length;
  return more > 0 ? [...named, `${more} further ${more === 1 ? "key" : "keys"} ${what}`] : named;
}
