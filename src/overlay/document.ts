import { Composer, CST, type Document, Lexer, Parser, type YAMLError } from "yaml";
import { FixopsError } from "../domain/error.ts";
import { positionAt } from "../standards/position.ts";
import { visibleText } from "../standards/visible.ts";
import { caretFrame } from "./frame.ts";

/** An overlay text and the name that errors call it by. */
export type OverlayText = { readonly origin: string; readonly text: string };

/** 1 MiB: a thousand times what an overlay says; the parser is linear but not free. */
const maxLength = 1_048_576;

/** No option is nested deeper than ten; the composer recurses, so the limit holds before it starts. */
const maxDepth = 64;

/**
 * The one YAML 1.2 document of an overlay, core schema: without merge keys, tags of its own, other YAML versions.
 * What the library only warns of is an error here. Throws USAGE_OVERLAY_SYNTAX with line, column and a caret frame.
 */
export function composeDocument(source: OverlayText): Document.Parsed {
  refuseLength(source);
  refuseControls(source);
  const composer = new Composer({
    logLevel: "silent",
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: "core",
    strict: true,
    stringKeys: true,
    // The library compares every key with every other; `parse.ts` looks for repeated keys in linear time.
    uniqueKeys: false,
  });
  const [document, second] = composer.compose(tokens(source), true, source.text.length);
  if (document === undefined) throw syntaxFault(source, 0, "the overlay holds no document");
  refuseFaults(source, document);
  refuseVersion(source, document);
  if (second !== undefined) refuseSecond(source, second);
  return document;
}

/** A USAGE_OVERLAY_SYNTAX error at `offset` of the text. */
export function syntaxFault(source: OverlayText, offset: number, what: string, hint?: string): FixopsError {
  const { line, column } = positionAt(source.text, Math.min(offset, source.text.length));
  return new FixopsError("USAGE_OVERLAY_SYNTAX", `${visibleText(what)}\n${caretFrame(source.text, { line, column })}`, {
    where: { file: source.origin, line, column },
    hint: hint ?? "correct the YAML at this place; `fixops overlay validate` checks it alone",
  });
}

function refuseLength(source: OverlayText): void {
  if (source.text.length <= maxLength) return;
  const what = `the overlay has ${source.text.length} characters; at most ${maxLength} are read`;
  throw syntaxFault(source, 0, what, "give an overlay, not a report; reports are given with --input");
}

/** YAML 1.2.2 §5.1 allows of the controls only tab and line breaks; some of the others steer the library's lexer. */
function refuseControls(source: OverlayText): void {
  const { text } = source;
  for (let offset = 0; offset < text.length; offset++) {
    const code = text.charCodeAt(offset);
    if (code >= 0x20 && code !== 0x7f) continue;
    if (code === 0x09 || code === 0x0a || (code === 0x0d && text.charCodeAt(offset + 1) === 0x0a)) continue;
    throw syntaxFault(source, offset, `the character U+${code.toString(16).padStart(4, "0")} is not allowed in YAML`);
  }
}

function* tokens(source: OverlayText): Generator<CST.Token, void> {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(source.text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > maxDepth) refuseDepth(source, parser.stack);
  }
  yield* parser.end();
}

/** The stack holds, besides the open collections, the document and the scalar at hand. */
function refuseDepth(source: OverlayText, stack: readonly CST.Token[]): void {
  const innermost = stack.filter(CST.isCollection)[maxDepth];
  if (innermost === undefined) return;
  throw syntaxFault(source, innermost.offset, `the overlay is nested deeper than ${maxDepth} levels`);
}

function refuseFaults(source: OverlayText, document: Document.Parsed): void {
  const [fault] = [...document.errors, ...document.warnings].toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (fault === undefined) return;
  const own = ownWords.get(fault.code);
  const written = source.text.slice(fault.pos[0], fault.pos[1]);
  throw syntaxFault(source, fault.pos[0], own?.what(written) ?? fault.message, own?.hint);
}

type OwnWords = { readonly what: (written: string) => string; readonly hint: string };

/** The slips of beginners, said better than by the library, which speaks to those who know the YAML grammar. */
const ownWords: ReadonlyMap<string, OwnWords> = new Map<YAMLError["code"], OwnWords>([
  [
    "TAG_RESOLVE_FAILED",
    {
      what: (written) => `the tag ${written} is not accepted; expected a plain value`,
      hint: "remove the word that starts with `!`, or quote the value",
    },
  ],
  [
    "TAB_AS_INDENT",
    {
      what: () => "a tab is used as indentation; expected spaces",
      hint: "replace the tabs at the start of the line by spaces",
    },
  ],
  [
    "NON_STRING_KEY",
    {
      what: () => "a key is not plain text; expected a name",
      hint: "write `name: value`, and quote names with brackets or stars",
    },
  ],
  [
    "BLOCK_AS_IMPLICIT_KEY",
    {
      what: () => "a mapping starts on the line of its key; expected a value",
      hint: "put the mapping on the next line, indented, or quote the value when its `:` is text",
    },
  ],
]);

/** Under `%YAML 1.1`, `no` is false and `0777` is octal: the file would say other things than it seems to. */
function refuseVersion(source: OverlayText, document: Document.Parsed): void {
  const version = document.directives.yaml.version;
  if (version === "1.2") return;
  const what = `the overlay asks for YAML ${version}; expected 1.2`;
  throw syntaxFault(source, source.text.indexOf("%YAML"), what, "remove the %YAML line");
}

function refuseSecond(source: OverlayText, second: Document.Parsed): never {
  const what = "the overlay holds more than one YAML document; expected exactly one";
  throw syntaxFault(
    source,
    second.range[0],
    what,
    "give each document as a file of its own: --overlay a.yml --overlay b.yml",
  );
}
