import { FixopsError } from "../../../domain/error.ts";

/** One `Tag: value` of a document; the value without `<text>` marks, trimmed; lines count from 1. */
export type TagLine = { readonly tag: string; readonly value: string; readonly line: number };

/** The tags of one document in its order, and the numbers of the lines that are none. */
export type TagLines = { readonly tags: readonly TagLine[]; readonly strayLines: readonly number[] };

const open = "<text>";
const close = "</text>";

/**
 * Reads tag-value text (SPDX 2.3 §5.1, annex of tag-value): comments begin with `#`, values over several lines stand
 * between `<text>` marks. Throws INPUT_TRUNCATED with the line where such a value begins that never ends.
 */
export function readTagLines(text: string, file: string): TagLines {
  const lines = text.split(/\r\n|\r|\n/);
  const tags: TagLine[] = [];
  const strayLines: number[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = (lines[index] ?? "").trim();
    if (line === "" || line.startsWith("#")) continue;
    const pair = pairOf(line);
    if (pair === undefined) {
      strayLines.push(index + 1);
      continue;
    }
    const last = pair.value.startsWith(open) ? lastLine(lines, index, file) : index;
    const rest = lines.slice(index + 1, last + 1);
    tags.push({ tag: pair.tag, value: unmarked([pair.value, ...rest].join("\n")), line: index + 1 });
    index = last;
  }
  return { tags, strayLines };
}

/** Tags are words; one generator leaves out the colon after `Relationship`, and no package must be lost for want of one. */
const tagStart = /^(?:([A-Za-z][A-Za-z0-9]{0,63})[ \t]*:|(Relationship|PackageName)[ \t])/;

function pairOf(line: string): { readonly tag: string; readonly value: string } | undefined {
  const match = tagStart.exec(line);
  const tag = match?.[1] ?? match?.[2];
  return match === null || tag === undefined ? undefined : { tag, value: line.slice(match[0].length).trim() };
}

/** The index of the line that closes the text which begins on line `first`. */
function lastLine(lines: readonly string[], first: number, file: string): number {
  for (let index = first; index < lines.length; index++) {
    if (lines[index]?.includes(close) === true) return index;
  }
  throw new FixopsError("INPUT_TRUNCATED", `the value begins with ${open} and has no ${close}`, {
    where: { file, line: first + 1 },
    hint: "write the document again: the tool was stopped, or the file was edited",
  });
}

function unmarked(value: string): string {
  if (!value.startsWith(open)) return value;
  const end = value.indexOf(close);
  return value.slice(open.length, end === -1 ? undefined : end).trim();
}
