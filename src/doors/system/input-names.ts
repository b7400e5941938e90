import type { InputBytes } from "../../domain/input-file.ts";
import { compareTexts } from "../../domain/order.ts";

/**
 * Gives each input a name of its own and sorts by it. Of several with one name the second is called `name (2)`, in
 * the order of their digests: the order of paths would give other names to the same files in other directories.
 * A name with half of a surrogate pair, which Windows allows, gets U+FFFD there: canonical JSON could not hold it.
 */
export function nameInputs(given: readonly InputBytes[]): readonly InputBytes[] {
  const inputs = given.map((input) => ({ ...input, name: input.name.toWellFormed() }));
  const taken = new Set(inputs.map((input) => input.name));
  const used = new Set<string>();
  const ordered = inputs.toSorted((a, b) => compareTexts(keyOf(a), keyOf(b)));
  const named = ordered.map((input) => ({ ...input, name: freeName(input.name, taken, used) }));
  return named.toSorted((a, b) => compareTexts(keyOf(a), keyOf(b)));
}

function keyOf(input: InputBytes): readonly string[] {
  return [input.name, input.sha256, input.expected ?? ""];
}

function freeName(name: string, taken: Set<string>, used: Set<string>): string {
  let free = name;
  for (let count = 2; used.has(free) || (free !== name && taken.has(free)); count++) free = `${name} (${count})`;
  used.add(free);
  return free;
}
