import type { Document } from "../../format.ts";
import { jsonValues } from "../forms.ts";

/** One entry of a list, and its JSON pointer in the file. */
export type AlertEntry = { readonly entry: unknown; readonly pointer: string };

/**
 * The entries of an answer of GitHub's REST API: a list, or the pages that `gh api --paginate` writes, as lists end to
 * end or (with `--slurp`) as a list of lists.
 */
export function alertEntries(document: Document): readonly AlertEntry[] {
  const values = jsonValues(document);
  const isStream = document.form === "stream";
  return values.flatMap((page, index) => entriesOf(page, isStream ? `/${index}` : ""));
}

function entriesOf(page: unknown, pointer: string): readonly AlertEntry[] {
  if (!Array.isArray(page)) return [{ entry: page, pointer }];
  return page.flatMap((entry, index) => {
    const own = `${pointer}/${index}`;
    if (!Array.isArray(entry)) return [{ entry, pointer: own }];
    return entry.map((inner, place) => ({ entry: inner, pointer: `${own}/${place}` }));
  });
}

/** Page sizes of GitHub's REST API: the default and the greatest ("Using pagination in the REST API"). */
const pageSizes: ReadonlySet<number> = new Set([30, 100]);

/** Doubts about what the list leaves out: it tells neither its filter nor how many pages there are. */
export function listDoubts(entries: readonly AlertEntry[], open: number): readonly string[] {
  return [
    ...(pageSizes.has(entries.length)
      ? [`the list has ${entries.length} alerts, a full page of the API: there may be more`]
      : []),
    ...(open === 0 ? ["no alert of the list is open, and it does not tell whether open ones were asked for"] : []),
  ];
}
