/** Where an item stands in an input: the input's name and a JSON pointer (RFC 6901), or `line N` for text formats. */
export type Source = {
  readonly input: string;
  readonly pointer: string;
};

/** A source as people write it: `scan.json#/matches/3`. */
export function sourceText(source: Source): string {
  return `${source.input}#${source.pointer}`;
}
