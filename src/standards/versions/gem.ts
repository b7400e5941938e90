import { isDigits, type Order, orderOf, orderOfDigits, orderOfLists, orderOfTexts } from "./order.ts";

const form = /^[0-9]+(?:\.[0-9A-Za-z]+)*(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/** RubyGems: numbers and letters in turn, a letter makes a pre-release, a missing segment is 0 (Gem::Version). */
export function compareGem(a: string, b: string): Order | undefined {
  if (!form.test(a) || !form.test(b)) return undefined;
  return orderOfLists(segmentsOf(a), segmentsOf(b), (x = "0", y = "0") => orderOfSegments(x, y));
}

/** Zeros at the end of the released and of the pre-release part are left out; a hyphen is `.pre.`. */
function segmentsOf(version: string): readonly string[] {
  const all = version.replaceAll("-", ".pre.").match(/[0-9]+|[A-Za-z]+/g) ?? [];
  const found = all.findIndex((segment) => !isDigits(segment));
  const end = found === -1 ? all.length : found;
  return [...withoutLastZeros(all.slice(0, end)), ...withoutLastZeros(all.slice(end))];
}

function withoutLastZeros(segments: readonly string[]): readonly string[] {
  const last = segments.findLastIndex((segment) => !/^0+$/.test(segment));
  return segments.slice(0, last + 1);
}

function orderOfSegments(a: string, b: string): Order {
  const [isNumberA, isNumberB] = [isDigits(a), isDigits(b)];
  if (isNumberA !== isNumberB) return orderOf(Number(isNumberA) - Number(isNumberB));
  return isNumberA ? orderOfDigits(a, b) : orderOfTexts(a, b);
}
