import type { PublicKey } from "../../standards/signature.ts";
import { visibleText } from "../../standards/visible.ts";
import type { Result } from "./result.ts";

/** What is told of a key, none of it secret. */
export type KeyFacts = { readonly [member: string]: string };

/** A public key, as signatures name it. */
export function keyFacts({ algorithm, keyId, hint, pem }: PublicKey): KeyFacts {
  return { algorithm, key_id: keyId, hint, public_key: pem };
}

/** A line for each, and the PEM behind them. */
export function factLines(facts: KeyFacts): string {
  const { public_key: pem, ...short } = facts;
  const width = Math.max(...Object.keys(short).map((name) => name.length));
  const lines = Object.entries(short).map(
    ([name, value]) => `${name.replaceAll("_", " ").padEnd(width)}  ${visibleText(value)}\n`,
  );
  return `${lines.join("")}${pem ?? ""}`;
}

/** Facts as a result. */
export function describeKey(facts: KeyFacts): Result {
  return { text: factLines(facts), json: facts, exitCode: 0 };
}
