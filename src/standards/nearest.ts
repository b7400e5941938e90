/** Longer words are no slip of the finger, and the comparison costs length × length. */
const maxLength = 64;

/**
 * The candidate that `word` was probably meant to be: at most one slip in three characters, always one;
 * a single character is no misspelling of another. Slips are insertions, deletions, substitutions and swaps of
 * neighbours, whatever the case. The first of equally near ones. Undefined when none is near; never throws.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length < 2 || word.length > maxLength) return undefined;
  let found: string | undefined;
  let limit = Math.max(1, Math.floor(word.length / 3));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) > limit) continue;
    const slips = distance(word.toLowerCase(), candidate.toLowerCase());
    if (slips > limit) continue;
    found = candidate;
    limit = slips - 1;
    if (slips === 0) break;
  }
  return found;
}

/** Damerau–Levenshtein distance in its optimal string alignment form: no place is edited twice. */
function distance(a: string, b: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = nextRow({ a, b, row, last, beforeLast });
    beforeLast = last;
    last = next;
  }
  return last[b.length] ?? 0;
}

type Rows = {
  readonly a: string;
  readonly b: string;
  readonly row: number;
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
};

/** Distances of the first `row` characters of `a` to all beginnings of `b`. */
function nextRow({ a, b, row, last, beforeLast }: Rows): readonly number[] {
  const next = [row];
  for (let column = 1; column <= b.length; column++) {
    const substitution = cell(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
    const edits = Math.min(substitution, cell(last, column) + 1, cell(next, column - 1) + 1);
    const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
    next.push(isSwap ? Math.min(edits, cell(beforeLast, column - 2) + 1) : edits);
  }
  return next;
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}
