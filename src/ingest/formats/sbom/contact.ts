/**
 * An e-mail address or a web address in a text: how an author can be reached (BSI TR-03183-2 §5.2.1, §5.2.2). Only its
 * shape is looked at; whether anybody answers is unknown.
 */
export function contactIn(text: string | undefined): string | undefined {
  if (text === undefined || text.length > maxLength) return undefined;
  const words = text.split(/[\s()<>,;]+/);
  return words.find((word) => isEmail(word) || isWebAddress(word));
}

/** Longer than any line that names a person and an address. */
const maxLength = 1000;

function isEmail(word: string): boolean {
  return /^[^@]{1,64}@[^@]{1,190}\.[^@.]{2,63}$/.test(word);
}

function isWebAddress(word: string): boolean {
  return /^https?:\/\/[^/]{1,253}/i.test(word);
}
