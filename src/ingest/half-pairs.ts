/**
 * Every escape of a JSON text, so that the backslash of `\\ud83d` is not taken for one: a whole surrogate pair,
 * half of one, or any other.
 */
const escapes = /\\(?:u[dD][89abAB][\dA-Fa-f]{2}\\u[dD][c-fC-F][\dA-Fa-f]{2}|u[dD][89a-fA-F][\dA-Fa-f]{2}|.)/gs;

/** `\ud83d`: an escaped half is six characters long, a pair twelve, the others two. */
const halfLength = 6;

/**
 * JSON text in which each escaped half of a surrogate pair is U+FFFD, and how many there were. Tools write halves when
 * they cut a text in the middle of an emoji; they are no characters, and RFC 8785 has no way to write them again.
 */
export function mendHalfPairs(text: string): { readonly text: string; readonly count: number } {
  if (!text.includes("\\ud") && !text.includes("\\uD")) return { text, count: 0 };
  let count = 0;
  const mended = text.replace(escapes, (written) => {
    if (written.length !== halfLength) return written;
    count++;
    return "\\ufffd";
  });
  return { text: mended, count };
}
