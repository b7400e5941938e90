import type { NamedBytes } from "../../domain/runtime.ts";
import { verifyPage } from "./page.ts";
import script from "./verify.sh" with { type: "text" };

/** What a hand-off copy is checked with where this program is not: the same bytes in each copy. */
export function handOffFiles(): readonly NamedBytes[] {
  return [
    { name: "verify.sh", bytes: utf8(script) },
    { name: "verify.html", bytes: utf8(verifyPage()) },
  ];
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
