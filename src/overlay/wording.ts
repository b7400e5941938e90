import type { z } from "zod";
import { listText } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";

/** Characters of a name or value that a message shows. */
const maxShown = 60;

/** Alternatives that a message lists; `fixops overlay schema` has them all. */
const maxChoices = 12;

/** A path as the overlay's users write it: `rules.guardrails/fail-on.enforce`, `inputs.required[2]`. */
export function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const token of path) {
    if (typeof token === "number") text += `[${token}]`;
    else text += `${text === "" ? "" : "."}${clip(visibleText(String(token)))}`;
  }
  return text === "" ? "the overlay" : text;
}

/** A value as it was found, short: `"hgih"`, `3`, `a list`. */
export function valueText(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return `"${clip(visibleText(value))}"`;
  return typeof value === "object" ? "a mapping" : String(value);
}

/** What zod expected, in words that follow "expected". */
export function expectationText(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return typeWords.get(issue.expected) ?? issue.expected;
    case "invalid_value":
      return choiceText(issue.values.map(String));
    case "too_small":
      return boundText("at least", "more than", issue.minimum, issue);
    case "too_big":
      return boundText("at most", "less than", issue.maximum, issue);
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    case "invalid_format":
      return formatWords.get(issue.format) ?? `text of the format ${issue.format}`;
    case "invalid_union":
    case "invalid_key":
    case "invalid_element":
    case "unrecognized_keys":
    case "custom":
      return issue.message;
  }
}

/** `a`, or `one of a, b, c`, or `one of a, b and 9 more`. */
export function choiceText(choices: readonly string[]): string {
  if (choices.length === 1) return choices.join("");
  return `one of ${listText(choices, maxChoices)}`;
}

const typeWords: ReadonlyMap<string, string> = new Map([
  ["array", "a list"],
  ["boolean", "true or false"],
  ["int", "a whole number"],
  ["number", "a finite number"],
  ["object", "a mapping"],
  ["record", "a mapping"],
  ["string", "text"],
]);

const formatWords: ReadonlyMap<string, string> = new Map([
  ["date", "a date such as 2026-01-31"],
  ["datetime", "a time such as 2026-01-31T12:00:00Z"],
]);

const unitWords: ReadonlyMap<string, string> = new Map([
  ["array", " elements"],
  ["string", " characters"],
]);

function boundText(
  inclusive: string,
  exclusive: string,
  bound: number | bigint,
  issue: { readonly origin: string; readonly inclusive?: boolean | undefined },
): string {
  return `${issue.inclusive === false ? exclusive : inclusive} ${bound}${unitWords.get(issue.origin) ?? ""}`;
}

function clip(text: string): string {
  return text.length <= maxShown ? text : `${text.slice(0, maxShown - 1)}…`;
}
