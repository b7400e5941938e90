import { at, field, list, shorten, text, type WireObject } from "../../../standards/wire.ts";
import { maxMessage, noMessage } from "./report-text.ts";

/**
 * The message of a result (SARIF 2.1.0 §3.11): its text, else the rule's message string that its id names, with
 * placeholders filled in; else the rule's description. At most `maxMessage` UTF-16 code units.
 */
export function messageOf(result: WireObject, descriptor: unknown): string {
  const message = field(result, "message");
  const template = text(message, "text") ?? messageString(message, descriptor) ?? descriptionOf(descriptor);
  if (template === undefined) return noMessage;
  const values = list(message, "arguments");
  return values.length === 0 ? shorten(template, maxMessage) : fill(template, values);
}

function messageString(message: unknown, descriptor: unknown): string | undefined {
  const id = text(message, "id");
  return id === undefined ? undefined : text(at(descriptor, "messageStrings", id), "text");
}

function descriptionOf(descriptor: unknown): string | undefined {
  return text(field(descriptor, "shortDescription"), "text") ?? text(field(descriptor, "fullDescription"), "text");
}

/** `{0}` stands for the first argument; a doubled brace is a brace (§3.11.5). */
const placeholder = /\{(\d{1,3})\}|\{\{|\}\}/g;

/** Stops as soon as the limit is reached: a long argument repeated a thousand times must not be built. */
function fill(template: string, values: readonly unknown[]): string {
  let filled = "";
  let end = 0;
  for (const match of shorten(template, maxMessage).matchAll(placeholder)) {
    filled += template.slice(end, match.index) + replacement(match, values);
    end = match.index + match[0].length;
    if (filled.length >= maxMessage) return shorten(filled, maxMessage);
  }
  return shorten(filled + template.slice(end), maxMessage);
}

function replacement(match: RegExpExecArray, values: readonly unknown[]): string {
  if (match[1] === undefined) return match[0].slice(1);
  const value = values[Number(match[1])];
  return typeof value === "string" ? value : match[0];
}
