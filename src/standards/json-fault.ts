import { readScalar, readString, skipSpace, type Token } from "./json-token.ts";
import { positionAt } from "./position.ts";
import { visibleText } from "./visible.ts";

/** The first place where a text stops being JSON (RFC 8259). */
export type JsonFault = {
  /** `leading_text`: something like a log line stands before the JSON. `truncated`: the text ends too early. */
  readonly kind: "empty" | "leading_text" | "truncated" | "syntax";
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** 0-based, in UTF-16 code units. */
  readonly offset: number;
  /** What was found there, without control characters, to stand after a colon. */
  readonly detail: string;
};

/** What may come next: a value, a first element or name (or the end of the container), a name, a colon, what follows a value. */
type State = "value" | "element" | "first_name" | "name" | "colon" | "after";

type Step = { readonly end: number; readonly state: State };

type Stop = { readonly offset: number; readonly words: string; readonly open: readonly string[] };

/** Characters of the text that a message quotes. */
const QUOTE_LENGTH = 80;

/**
 * The first fault of a text, or undefined when the text is JSON. Linear and without recursion, so that a text of
 * a million brackets is only long.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const start = skipSpace(text, 0);
  if (start === text.length) return { ...positionAt(text, 0), kind: "empty", detail: "the text is empty" };
  const stop = firstStop(text, start);
  if (stop === undefined) return undefined;
  if (stop.offset >= text.length) return { ...positionAt(text, text.length), kind: "truncated", detail: cut(stop) };
  return (
    leadingText(text, start, stop) ?? { ...positionAt(text, stop.offset), kind: "syntax", detail: found(text, stop) }
  );
}

function firstStop(text: string, start: number): Stop | undefined {
  const open: string[] = [];
  let state: State = "value";
  let at = start;
  while (at < text.length) {
    const step = take(text, at, state, open);
    if (!("state" in step)) return { offset: step.end, words: step.fault ?? "", open };
    state = step.state;
    at = skipSpace(text, step.end);
  }
  if (open.length === 0 && state === "after") return undefined;
  return { offset: text.length, words: open.at(-1) === "{" ? "an object" : "an array", open };
}

/** Reads one token where `state` stands; keeps `open`, the stack of opening brackets. */
function take(text: string, at: number, state: State, open: string[]): Step | Token {
  switch (state) {
    case "value":
    case "element":
      return takeValue(text, at, state, open);
    case "first_name":
    case "name":
      return takeName(text, at, state, open);
    case "colon":
      return text[at] === ":" ? { end: at + 1, state: "value" } : { end: at, fault: "expected a colon after the name" };
    case "after":
      return takeAfter(text, at, open);
  }
}

function takeValue(text: string, at: number, state: State, open: string[]): Step | Token {
  const first = text.charAt(at);
  if (first === "]" && open.at(-1) === "[") {
    return state === "element" ? close(at, open) : { end: at, fault: "a comma before the end of an array" };
  }
  if (first === "{" || first === "[") {
    open.push(first);
    return { end: at + 1, state: first === "{" ? "first_name" : "element" };
  }
  const token = readScalar(text, at);
  return token.fault === undefined ? { end: token.end, state: "after" } : token;
}

function takeName(text: string, at: number, state: State, open: string[]): Step | Token {
  const first = text.charAt(at);
  if (first === "}") {
    return state === "first_name" ? close(at, open) : { end: at, fault: "a comma before the end of an object" };
  }
  if (first !== '"') return { end: at, fault: "expected a name in double quotes" };
  const token = readString(text, at);
  return token.fault === undefined ? { end: token.end, state: "colon" } : token;
}

function takeAfter(text: string, at: number, open: string[]): Step | Token {
  const first = text.charAt(at);
  const container = open.at(-1);
  if (container === undefined) return { end: at, fault: "text after the end of the JSON" };
  if (first === ",") return { end: at + 1, state: container === "{" ? "name" : "value" };
  if (first === (container === "{" ? "}" : "]")) return close(at, open);
  return { end: at, fault: container === "{" ? "expected a comma or }" : "expected a comma or ]" };
}

function close(at: number, open: string[]): Step {
  open.pop();
  return { end: at + 1, state: "after" };
}

function cut(stop: Stop): string {
  const levels = stop.open.length === 1 ? "1 bracket" : `${stop.open.length} brackets`;
  return `the text ends inside ${stop.words}, with ${levels} open`;
}

function found(text: string, stop: Stop): string {
  return `${stop.words}, found ${quoteLine(text, stop.offset)}`;
}

/** A log line before the JSON: the first line is no JSON, and JSON starts later in it or on a line of its own. */
function leadingText(text: string, start: number, stop: Stop): JsonFault | undefined {
  const lineEnd = endOfLine(text, start);
  const first = text.charAt(start);
  const isBracketed = stop.open.length === 1 && first === "[";
  const isBare = stop.open.length === 0 && first !== "{" && first !== "[";
  if (stop.offset > lineEnd || !(isBare || isBracketed)) return undefined;
  const json = laterJson(text, start, lineEnd, isBare);
  if (json === undefined) return undefined;
  const detail = `text stands before the JSON, which seems to start at line ${positionAt(text, json).line}: ${quoteLine(text, start)}`;
  return { ...positionAt(text, start), kind: "leading_text", detail };
}

function laterJson(text: string, start: number, lineEnd: number, sameLine: boolean): number | undefined {
  const inline = sameLine ? text.slice(start, lineEnd).search(/\{\s*"|\[\s*["{[]/) : -1;
  if (inline !== -1) return start + inline;
  for (let end = lineEnd; end < text.length; end = endOfLine(text, end + 1)) {
    if (looksLikeJson(text, end + 1)) return end + 1;
  }
  return undefined;
}

/** An opening bracket followed by what may follow it in a report: a name, a bracket. */
function looksLikeJson(text: string, at: number): boolean {
  const first = text.charAt(at);
  if (first !== "{" && first !== "[") return false;
  const next = text.charAt(skipSpace(text, at + 1));
  // `{{` is the action of a template, and no JSON.
  return first === "{" ? next === '"' || next === "}" : next === '"' || next === "{" || next === "[" || next === "]";
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}

/** The rest of the line at `at`, shortened, with control and direction characters spelled out. */
function quoteLine(text: string, at: number): string {
  const end = Math.max(at + 1, Math.min(endOfLine(text, at), at + QUOTE_LENGTH));
  const dots = end < text.length && text[end] !== "\n" && text[end] !== "\r" ? "…" : "";
  return `"${visibleText(text.slice(at, end).trimEnd() || text.slice(at, end))}${dots}"`;
}
