/** RFC 6901 pointer from its unescaped reference tokens; no token is the whole document, "". */
export function pointer(...tokens: readonly PropertyKey[]): string {
  let text = "";
  for (const token of tokens) text += `/${typeof token === "number" ? token : escapeToken(String(token))}`;
  return text;
}

/** RFC 6901 §3: `~` first, or the `~` of `~1` would be escaped again. */
function escapeToken(token: string): string {
  return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
