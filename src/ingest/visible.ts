import { visibleText } from "../standards/visible.ts";

/** Characters of a foreign text that a message quotes. */
const quoteLength = 80;

/** A piece of untrusted text for a message: in quotes, on one line, shortened, with control characters spelled out. */
export function quote(text: string, length = quoteLength): string {
  const dots = text.length > length ? "…" : "";
  return `"${visibleText(text.slice(0, length))}${dots}"`;
}

/** The first line that is not blank, without the white space around it. Linear in what precedes it. */
export function firstLine(text: string): string {
  const rest = text.trimStart();
  const end = rest.search(/[\r\n]/);
  return (end === -1 ? rest : rest.slice(0, end)).trimEnd();
}
