import { FixopsError } from "../../domain/error.ts";
import { field } from "../../standards/wire.ts";
import type { Tally } from "../account.ts";
import { quote } from "../visible.ts";

/** What readers say of what they cannot use. */

/** A longer text is not the word or version that was meant, and a message is one line. */
const maxShown = 60;

/** A value as it was found, in words of a message: `"1.9"`, `3`, `missing`, `a list`. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string" ? quote(value, maxShown) : String(value);
}

/** The document that a list is asked of: what it is, for people, and where it stands. */
export type Holder = { readonly title: string; readonly file: string; readonly pointer: string };

/** Throws INPUT_MALFORMED for a member that is there and no list; `null` passes, as some encoders write an empty one. */
export function requireList(value: unknown, key: string, { title, file, pointer }: Holder): void {
  const found = field(value, key);
  if (found === undefined || found === null || Array.isArray(found)) return;
  throw new FixopsError("INPUT_MALFORMED", `"${key}" of the ${title} document is ${shown(found)}; expected a list`, {
    where: { file, pointer: `${pointer}/${key}` },
    hint: `check the document against the ${title} schema and write it again`,
  });
}

/** Those of `keys` whose member is there and no list, so that reading it as one would lose what it holds. */
export function misshapen(value: unknown, keys: Iterable<string>): readonly string[] {
  const found: string[] = [];
  for (const key of keys) {
    const member = field(value, key);
    if (member !== undefined && member !== null && !Array.isArray(member)) found.push(key);
  }
  return found;
}

/** A doubt for each reason why items are not used. */
export function rejectionDoubts(items: string, notUsed: Tally): readonly string[] {
  return [...notUsed].map(([reason, n]) => `${n} of the ${items} cannot be used: ${reason}`);
}
