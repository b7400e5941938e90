import { shorten } from "../../../standards/wire.ts";

/** Excerpts are a few lines; more of one tells no more. */
const maxExcerpt = 10_000;

/** `12 code` (Bandit), `12: code` (gosec). */
const numbered = /^\s{0,20}(\d{1,9})(?::|\s)(.*)$/;

/**
 * The lines from `first` to `last` of an excerpt whose lines carry their numbers, without these: the lines around
 * change for reasons of their own, and the numbers with every line above. All of it when none of these is there.
 */
export function flaggedLines(excerpt: string, first: number | undefined, last = first): string {
  const lines = shorten(excerpt, maxExcerpt).split("\n");
  const rows = lines.map((line) => {
    const match = numbered.exec(line);
    return { number: Number(match?.[1]), code: match?.[2] ?? line };
  });
  const flagged = rows.filter(({ number }) => number >= (first ?? Infinity) && number <= (last ?? Infinity));
  return (flagged.length > 0 ? flagged : rows).map(({ code }) => code).join("\n");
}
