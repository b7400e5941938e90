import { isDigits, type Order, orderOf, orderOfDigits, orderOfLists, orderOfTexts } from "./order.ts";

type NugetVersion = { readonly numbers: readonly string[]; readonly labels: readonly string[] };

/**
 * NuGet: semantic versions of up to four numbers, labels without regard to case, build metadata ignored
 * (NuGet documentation, "Package versioning": normalised version numbers and SemVer 2.0.0 support).
 */
export function compareNuget(a: string, b: string): Order | undefined {
  const [first, second] = [parsed(a), parsed(b)];
  if (first === undefined || second === undefined) return undefined;
  return (
    orderOfLists(first.numbers, second.numbers, (x, y) => orderOfDigits(x ?? "0", y ?? "0")) ||
    // A version with labels is a pre-release of the one without.
    orderOf(Number(first.labels.length === 0) - Number(second.labels.length === 0)) ||
    orderOfLists(first.labels, second.labels, orderOfLabels)
  );
}

function parsed(version: string): NugetVersion | undefined {
  const [released = ""] = version.toLowerCase().replace(/^v/, "").split("+", 1);
  const dash = released.indexOf("-");
  const numbers = (dash === -1 ? released : released.slice(0, dash)).split(".");
  const labels = dash === -1 ? [] : released.slice(dash + 1).split(".");
  const isVersion = numbers.length <= maxNumbers && numbers.every(isDigits) && labels.every(isLabel);
  return isVersion ? { numbers, labels } : undefined;
}

/** Major, minor, patch and, from the days of .NET assemblies, revision. */
const maxNumbers = 4;

function isLabel(label: string): boolean {
  return /^[0-9a-z-]+$/.test(label);
}

/** SemVer 2.0.0 §11.4: numbers before texts, fewer labels before more. */
function orderOfLabels(a: string | undefined, b: string | undefined): Order {
  if (a === undefined || b === undefined) return orderOf(Number(a !== undefined) - Number(b !== undefined));
  const [isNumberA, isNumberB] = [isDigits(a), isDigits(b)];
  if (isNumberA && isNumberB) return orderOfDigits(a, b);
  return orderOf(Number(isNumberB) - Number(isNumberA)) || orderOfTexts(a, b);
}
