/** A place in a text: 1-based line, 1-based column in UTF-16 code units, 0-based offset (bytes for undecoded input). */
export type Position = { readonly line: number; readonly column: number; readonly offset: number };

/** The place of `offset` in `text`; lines end with LF. Linear in `offset`. */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf("\n"); end !== -1 && end < offset; end = text.indexOf("\n", start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1, offset };
}

/** A SyntaxError that carries its place, for `positionOf`. */
export function syntaxErrorAt(message: string, position: Position): SyntaxError {
  return new SyntaxError(message, { cause: position });
}

/** The place that a SyntaxError of this room carries, if it carries one. */
export function positionOf(error: unknown): Position | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  return isPosition(error.cause) ? error.cause : undefined;
}

function isPosition(cause: unknown): cause is Position {
  return typeof cause === "object" && cause !== null && Object.hasOwn(cause, "line") && Object.hasOwn(cause, "column");
}
