/** Remarks of one sort are one notice with a count, so that a file of a million odd rows does not give a million. */
export type Notices = Map<string, { readonly text: string; more: number }>;

/** Notices of one input that are worth a person's time. */
const maxNotices = 40;

/** Adds a remark; later ones with the same `sort` are counted with the first. */
export function notice(notices: Notices, sort: string, text: string): void {
  const known = notices.get(sort);
  if (known === undefined) notices.set(sort, { text, more: 0 });
  else known.more++;
}

/** The remarks in the order in which they came up, shortened to a readable number. */
export function noticeTexts(notices: Notices): readonly string[] {
  const all = [...notices.values()].map(({ text, more }) => (more === 0 ? text : `${text} (and ${more} more like it)`));
  if (all.length <= maxNotices) return all;
  return [...all.slice(0, maxNotices), `${all.length - maxNotices} further notices are left out`];
}
