import { type Order, orderOf, orderOfDigits } from "./order.ts";

type DebianVersion = { readonly epoch: string; readonly upstream: string; readonly revision: string };

/** Debian and its descendants: `[epoch:]upstream[-revision]` (Debian Policy §5.6.12). */
export function compareDpkg(a: string, b: string): Order | undefined {
  const [first, second] = [parsed(a), parsed(b)];
  if (first === undefined || second === undefined) return undefined;
  return (
    orderOfDigits(first.epoch, second.epoch) ||
    orderOfParts(first.upstream, second.upstream) ||
    orderOfParts(first.revision, second.revision)
  );
}

function parsed(version: string): DebianVersion | undefined {
  const colon = version.indexOf(":");
  const epoch = colon === -1 ? "0" : version.slice(0, colon);
  const rest = version.slice(colon + 1);
  const dash = rest.lastIndexOf("-");
  const upstream = dash === -1 ? rest : rest.slice(0, dash);
  const revision = dash === -1 ? "0" : rest.slice(dash + 1);
  const isVersion =
    /^[0-9]+$/.test(epoch) && /^[0-9][A-Za-z0-9.+~:_-]*$/.test(upstream) && /^[A-Za-z0-9.+~_]+$/.test(revision);
  return isVersion ? { epoch, upstream, revision } : undefined;
}

/** Turns of texts and numbers: texts with letters before all else and `~` before the end, numbers by value. */
function orderOfParts(a: string, b: string): Order {
  const [first, second] = [turnsOf(a), turnsOf(b)];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    const [x = "", y = ""] = [first[i], second[i]];
    const order = i % 2 === 0 ? orderOfLetters(x, y) : orderOfDigits(x, y);
    if (order !== 0) return order;
  }
  return 0;
}

/** `1.2a` → ``, `1`, `.`, `2`, `a`: text and number in turn, beginning with a text. */
function turnsOf(part: string): readonly string[] {
  const runs = part.match(/[0-9]+|[^0-9]+/g) ?? [];
  return /^[0-9]/.test(part) ? ["", ...runs] : runs;
}

function orderOfLetters(a: string, b: string): Order {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = orderOf(weightOf(a[i]) - weightOf(b[i]));
    if (order !== 0) return order;
  }
  return 0;
}

/** Above every letter of ASCII. */
const beyondLetters = 256;

function weightOf(char: string | undefined): number {
  if (char === undefined) return 0;
  if (char === "~") return -1;
  return /[A-Za-z]/.test(char) ? char.charCodeAt(0) : char.charCodeAt(0) + beyondLetters;
}
