import type { VersionOrder } from "../../src/standards/versions/order.ts";

/** Lines `a < b`, `a = b`, `a > b`, or `a ? b` for what cannot be told. */
export function linesOf(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** The line as the order sees it, in both directions; a contradiction shows as `!`. */
export function seen(line: string, order: VersionOrder): string {
  const [a = "", , b = ""] = line.split(" ");
  const [forth, back] = [order(a, b), order(b, a)];
  if (forth === undefined || back === undefined) return forth === back ? `${a} ? ${b}` : `${a} ! ${b}`;
  if (forth !== 0 ? forth !== -back : back !== 0) return `${a} ! ${b}`;
  return `${a} ${["<", "=", ">"][forth + 1]} ${b}`;
}
