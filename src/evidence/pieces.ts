/** Characters that are joined before they are handed on: what is larger than that is known by its first piece. */
const pieceLength = 4 * 1024 * 1024;

/** A document that comes in texts, as UTF-8 in pieces, so that it never stands in memory whole. */
export function* piecesOf(texts: Iterable<string>): Generator<Uint8Array> {
  const encoder = new TextEncoder();
  let waiting: string[] = [];
  let length = 0;
  for (const text of texts) {
    waiting.push(text);
    length += text.length;
    if (length <= pieceLength) continue;
    yield encoder.encode(waiting.join(""));
    waiting = [];
    length = 0;
  }
  if (waiting.length > 0) yield encoder.encode(waiting.join(""));
}
