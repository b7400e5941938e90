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

/** The value at a pointer; undefined when there is none, or when the pointer is none. Own properties and list indices only. */
export function resolvePointer(value: unknown, at: string): unknown {
  if (at === "") return value;
  if (!at.startsWith("/")) return undefined;
  let here = value;
  for (const token of at.slice(1).split("/")) here = member(here, token.replaceAll("~1", "/").replaceAll("~0", "~"));
  return here;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Array.isArray(value) && !/^\d+$/.test(key) ? undefined : Reflect.get(value, key);
}
