/**
 * Characters that a terminal or a reader acts on instead of showing: controls (escape sequences), format characters
 * (bidirectional overrides, the "Trojan Source" attack, CVE-2021-42574; zero-width), lone surrogates, line separators,
 * and what else is drawn as nothing and so can hide a text (fillers, variation selectors; an emoji may have its own).
 */
export const unsafeCharacters = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?!(?<=\p{Extended_Pictographic})\ufe0f)\p{DI}/gu;

/** `##[error]`, `##vso[…]`, `##teamcity[…]`: build servers take these for commands wherever they stand in a line. */
const buildCommand = /##(?=[a-z]{0,20}\[)/gi;

/** Untrusted text made safe to print on one line: unsafe characters become `\u{1b}`, a build command loses its mark. */
export function visibleText(text: string): string {
  const shown = text.replace(unsafeCharacters, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
  return shown.replace(buildCommand, "#\\u{23}");
}

/** U+2400 and on are pictures of the control characters, in their order. */
const controlPictures = 0x2400;

/** Untrusted text with one character in the place of each unsafe one (`␛`, `␡`, `\ufffd`), so that columns stay. */
export function maskedText(text: string): string {
  return text.replace(unsafeCharacters, (char) => {
    const code = char.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(controlPictures + code);
    return code === 0x7f ? "\u2421" : "\ufffd".repeat(char.length);
  });
}
