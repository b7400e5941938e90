export type Comparator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Constraint = { readonly comparator: Comparator; readonly version: string };

/** Alternatives; each is met by a version that meets all its constraints, so one without any by every version. */
export type Range = readonly (readonly Constraint[])[];

const comparators: readonly string[] = ["=", "!=", "<", "<=", ">", ">="] satisfies readonly Comparator[];

/** True for the spelling of a comparator that all range languages share. */
export function isComparator(text: string): text is Comparator {
  return comparators.includes(text);
}
