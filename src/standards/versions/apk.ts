import { type Order, orderOf, orderOfDigits, orderOfLists, orderOfTexts } from "./order.ts";

type Suffix = { readonly place: number; readonly count: string };

type ApkVersion = {
  readonly numbers: readonly string[];
  readonly letter: string;
  readonly suffixes: readonly Suffix[];
  readonly revision: string;
};

const form = /^([0-9]+(?:\.[0-9]+)*)([a-z]?)((?:_[a-z]+[0-9]*)*)(?:-r([0-9]+))?$/;

/** Before and after the release itself, each in order (apk-package(5), "pkgver"). */
const earlier: readonly string[] = ["alpha", "beta", "pre", "rc"];
const later: readonly string[] = ["cvs", "svn", "git", "hg", "p"];

/** Alpine: numbers, one letter, suffixes such as `_rc1` and `_p2`, and the build `-r3` (apk-package(5)). */
export function compareApk(a: string, b: string): Order | undefined {
  const [first, second] = [parsed(a), parsed(b)];
  if (first === undefined || second === undefined) return undefined;
  return (
    orderOfDigits(first.numbers[0] ?? "", second.numbers[0] ?? "") ||
    orderOfLists(first.numbers.slice(1), second.numbers.slice(1), orderOfNumbers) ||
    orderOfTexts(first.letter, second.letter) ||
    orderOfLists(first.suffixes, second.suffixes, orderOfSuffixes) ||
    orderOfDigits(first.revision, second.revision)
  );
}

function parsed(version: string): ApkVersion | undefined {
  const match = form.exec(version);
  if (match === null) return undefined;
  const [, numbers = "", letter = "", tail = "", revision = "0"] = match;
  const suffixes = tail.split("_").slice(1).map(suffixOf);
  const known = suffixes.flatMap((suffix) => suffix ?? []);
  return known.length === suffixes.length
    ? { numbers: numbers.split("."), letter, suffixes: known, revision }
    : undefined;
}

function suffixOf(text: string): Suffix | undefined {
  const [word = ""] = /^[a-z]+/.exec(text) ?? [];
  const [before, after] = [earlier.indexOf(word), later.indexOf(word)];
  const count = text.slice(word.length);
  if (before !== -1) return { place: before - earlier.length, count };
  return after === -1 ? undefined : { place: after + 1, count };
}

/** A number with a zero in front is a decimal fraction: text order. More numbers are later. */
function orderOfNumbers(a: string | undefined, b: string | undefined): Order {
  if (a === undefined || b === undefined) return orderOf(Number(a !== undefined) - Number(b !== undefined));
  return a.startsWith("0") || b.startsWith("0") ? orderOfTexts(a, b) : orderOfDigits(a, b);
}

function orderOfSuffixes(a: Suffix | undefined, b: Suffix | undefined): Order {
  return orderOf((a?.place ?? 0) - (b?.place ?? 0)) || orderOfDigits(a?.count ?? "", b?.count ?? "");
}
