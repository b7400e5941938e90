import type { Component } from "../../domain/component.ts";
import type { PackageRef } from "../../domain/vulnerability.ts";
import { canonicalPurl } from "../../standards/purl.ts";
import { covers } from "../purl-covers.ts";

/** Whether a package is meant: by a purl, with or without version, or by a name in which `*` stands for anything. */
export function matcherOf(match: string): (ref: Pick<Component | PackageRef, "name" | "purl">) => boolean {
  const purl = match.includes("*") ? undefined : canonicalPurl(match);
  if (purl !== undefined) return (ref) => ref.purl !== undefined && covers(purl, ref.purl);
  const parts = match.toLowerCase().split("*");
  return ({ name, purl: own }) => [name, own ?? name].some((text) => isLike(text.toLowerCase(), parts));
}

/** Takes the parts between the stars from left to right, each as early as it comes; the last at the end. Linear. */
function isLike(text: string, parts: readonly string[]): boolean {
  const [first = "", ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
