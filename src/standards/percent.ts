/** Percent-decoding (RFC 3986 §2.1) of what tools write: a text with a `%` that encodes nothing stays as it is. */
export function percentDecoded(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
