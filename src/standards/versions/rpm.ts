import { isDigits, type Order, orderOf, orderOfDigits, orderOfTexts } from "./order.ts";

type RpmVersion = { readonly epoch: string; readonly version: string; readonly release: string | undefined };

/**
 * RPM: `[epoch:]version[-release]`, each part by rpmvercmp: runs of digits or letters, a number after letters,
 * `~` before everything and `^` after the same without it (rpm manual, rpm-version(7)).
 */
export function compareRpm(a: string, b: string): Order | undefined {
  const [first, second] = [parsed(a), parsed(b)];
  if (first === undefined || second === undefined) return undefined;
  return (
    orderOfDigits(first.epoch, second.epoch) ||
    orderOfParts(first.version, second.version) ||
    orderOf(Number(first.release !== undefined) - Number(second.release !== undefined)) ||
    orderOfParts(first.release ?? "", second.release ?? "")
  );
}

function parsed(text: string): RpmVersion | undefined {
  const colon = text.indexOf(":");
  const epoch = colon === -1 ? "0" : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const dash = rest.lastIndexOf("-");
  const version = dash === -1 ? rest : rest.slice(0, dash);
  const isVersion = isDigits(epoch) && /^[A-Za-z0-9][A-Za-z0-9._+~^-]*$/.test(rest);
  return isVersion ? { epoch, version, release: dash === -1 ? undefined : rest.slice(dash + 1) } : undefined;
}

function orderOfParts(a: string, b: string): Order {
  const [first, second] = [runsOf(a), runsOf(b)];
  for (let i = 0; ; i++) {
    const [x, y] = [first[i], second[i]];
    if (x === undefined && y === undefined) return 0;
    const order = orderOfRuns(x, y);
    if (order !== 0) return order;
  }
}

/** Runs of digits, of letters, and each `~` and `^`; other characters only separate. */
function runsOf(part: string): readonly string[] {
  return part.match(/[0-9]+|[A-Za-z]+|[~^]/g) ?? [];
}

/** Later the higher: a tilde, the end, a caret, letters, a number. */
function sortOf(run: string | undefined): number {
  if (run === undefined) return 1;
  if (run === "~") return 0;
  if (run === "^") return 2;
  return isDigits(run) ? 4 : 3;
}

function orderOfRuns(a: string | undefined, b: string | undefined): Order {
  const order = orderOf(sortOf(a) - sortOf(b));
  if (order !== 0 || a === undefined || b === undefined) return order;
  return isDigits(a) ? orderOfDigits(a, b) : orderOfTexts(a, b);
}
