import { expect } from "bun:test";
import fc from "fast-check";
import { parseCsv } from "../../src/standards/csv.ts";

/** Texts that try something, and the rules that every output of ours keeps, whatever the texts. */

/** What a terminal, a reader or a person's eye is deceived by; every one of them. */
const acting = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u;

const unicodeEnd = 0x110000;

/** Every character that acts: controls, bidirectional and zero-width ones, separators, tags, lone surrogates, fillers. */
export const actingCharacters: readonly string[] = Array.from({ length: unicodeEnd }, (_, code) =>
  String.fromCodePoint(code),
).filter((char) => acting.test(char));

const attacks: readonly string[] = [
  "\u001b]0;owned\u0007",
  "\u001b[2J\u001b[1;1HGO  run x",
  "\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\",
  "\u009b31mred",
  "a\n::error::owned",
  "a\r\n  ::set-output name=a::b",
  "::set-output name=a::b",
  " \u00a0::add-mask::a",
  "%0A::error::owned",
  "##vso[task.setvariable variable=a]b",
  "##[command]rm -rf /",
  "#\u200b#[error]x",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<!-- x --><br><a href=x>",
  "&lt;img&gt; &#60;b&#62;",
  "[click](javascript:alert(1))",
  "[x]: https://evil.example",
  "![x](https://evil.example/x.png)",
  "https://evil.example www.evil.example <https://evil.example>",
  "a | b | c",
  "\\| a \\",
  "`code` ``x`` **bold** _x_ ~~y~~ $z$",
  "```\n# heading\n- item\n> quote\n---",
  "@team @org/team a@evil.example a#1 :tada: @1x.example",
  "=cmd|' /C calc'!A0",
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(1+1)",
  " \t=1+1",
  "\t=1+1",
  "\r=1+1",
  '"=1+1",=1+1',
  "'=1+1",
  'a;=1+1;"@x"',
  "\uff1d1+1",
  'a"b,c\r\n=1+1,d',
  "\u202Egpj.exe\u2066x",
  "z\u200b\u200d\u2060\ufeffw",
  "a\u2028b\u2029c",
  "\u{e0041}\u{e0042}\u{e007f}",
  "\ufe0f\u3164\u115f\u034f\u{e0100}",
  "\ud800x\udc00",
];

/** One attack, with or without something before it; any character that acts; any text. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...attacks),
  fc
    .tuple(fc.constantFrom("", "x", " ", "CVE-2021-0001 ", "\n", "a/"), fc.constantFrom(...attacks))
    .map((parts) => parts.join("")),
  fc.constantFrom(...actingCharacters).map((char) => `${char}=1${char}::error::${char}`),
  fc.string({ unit: "binary", maxLength: 20 }),
);

/** All attacks in one text, and all characters that act. */
export const everything = [...attacks, actingCharacters.join(""), ...attacks].join(" \n");

/** What acts in a text, but the line feeds of ours; an emoji may have the selector that makes it one. */
export function actingIn(text: string): readonly string[] {
  const own = text.replaceAll("\n", "").replace(/(?<=\p{Extended_Pictographic})\ufe0f/gu, "");
  return [...own].filter((char) => acting.test(char)).map((char) => `U+${char.codePointAt(0)?.toString(16)}`);
}

/** Nothing acts, and no line gives a build server a command. */
export function expectInertTerminal(text: string): void {
  expect(actingIn(text)).toEqual([]);
  expect(text).not.toMatch(/##[a-z]*\[/i);
  expect(text.split("\n").filter((line) => /^\s*::/.test(line))).toEqual([]);
}

/** Annotations among the lines are ours, one a line; the rest is as `expectInertTerminal`. */
export function expectInertAnnotations(text: string): void {
  const isOurs = /^::(?:error|warning) title=fixops [A-Z_]+::[^\n]*$/;
  expectInertTerminal(
    text
      .split("\n")
      .filter((line) => !isOurs.test(line))
      .join("\n"),
  );
  const bodies = text.split("\n").map((line) => line.replace(/^::/, ""));
  expectInertTerminal(bodies.join("\n"));
}

/** Untrusted text: anything but what Markdown acts on, which stands as references. */
const safe = "(?:[^\\\\`*_{}[\\]()#+\\-.!|<>&~:@$\\n]|&#\\d+;)*";

const rule = "[a-z][a-z-]*/[a-z-]+";

const time = "[-0-9T:Z]+";

/** What our Markdown consists of, line by line. */
const markdownLine = new RegExp(
  `^(?:${[
    `## (?:GO|NO-GO|CONDITIONAL): ${safe}`,
    `Run \`[A-Za-z0-9._-]+\`, as of ${time}, overlay ${safe}\\.`,
    "\\| (?:verdict )?\\| rule \\| why \\| evidence \\|",
    "\\| input \\| format \\| items \\| sha256 \\|",
    "(?:\\|---)+\\|",
    `\\| (?:GO|NO-GO|CONDITIONAL|warning) \\| ${rule} \\| ${safe} \\| ${safe}(?:<br>${safe})* \\|`,
    `\\| ${safe} \\| ${safe} \\| ${safe} \\| \`[0-9a-f]{12}\` \\|`,
    `- ${safe}`,
    "No rule stands against this release\\.|To get to GO:",
    `Set aside by VEX or suppression: ${safe}\\.`,
    `Against the baseline: ${safe}\\.`,
    `Not seen: ${safe}\\.`,
    safe,
  ].join("|")})$`,
);

/** Each line has a form of ours, and untrusted text in it is inert: no HTML, no link, no image, no mention, no other cell. */
export function expectInertMarkdown(text: string): void {
  expect(actingIn(text)).toEqual([]);
  expect(text.split("\n").filter((line) => !markdownLine.test(line))).toEqual([]);
  // GitHub decodes references before it looks for names, addresses and numbers of issues.
  const shown = text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  expect(shown).not.toMatch(/(?:^|\W)@[a-z0-9]|#\d/i);
  expect(shown.split(/[^\w@.-]/).filter((word) => /@[\w-]+(?:\.[\w-]+)+$/.test(word) && /[a-z]$/i.test(word))).toEqual(
    [],
  );
}

/** What starts a formula in a spreadsheet, behind white space and quotes too. */
const activeCell = /^[\s"'`]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A table of ours: rows of one length, and no cell that acts, whatever separator the reader takes. */
export function expectInertCsv(text: string): void {
  expect(text).toEndWith("\r\n");
  expect(actingIn(text.replaceAll("\r\n", "\n"))).toEqual([]);
  const { rows, delimiter } = parseCsv(text);
  expect(delimiter).toBe(",");
  const cells = rows.flatMap((row) => row.cells);
  expect(new Set(rows.map((row) => row.cells.length)).size).toBe(1);
  const pieces = [...cells, ...text.split("\r\n").flatMap((line) => line.split(";"))];
  expect(pieces.filter((cell) => activeCell.test(cell) && !cell.startsWith("'"))).toEqual([]);
}
