import { isHidden, isValueObject, type Value } from "../../domain/resource.ts";
import { isSecretName } from "../../standards/secret-name.ts";
import { allOf, anyOf, type Truth } from "./check.ts";
import { isLiteral } from "./k8s-literal-secret.ts";
import { at, blocks } from "./values.ts";

/** What a mapping of names to values holds by its names: a secret written out, none, or not told. */
export type PlainSecret = { readonly isThere: Truth; readonly name?: string };

/** A name with its value, from an environment; either can be hidden. */
export type Entry = readonly [name: Value, value: Value];

/** The first entry whose name says secret and whose value is written out instead of taken from a store of secrets. */
export function plainSecretIn(entries: readonly Entry[]): PlainSecret {
  const truths = entries.map(([key, value]) => allOf([saysSecret(key), isWrittenOut(value)]));
  const isThere = anyOf(truths);
  const name = isThere === false ? undefined : entries[truths.indexOf(isThere)]?.[0];
  return { isThere, ...(typeof name === "string" && { name }) };
}

function saysSecret(name: Value): Truth {
  return isHidden(name) ? undefined : isSecretName(String(name ?? ""));
}

/** The entries of a mapping; undefined when it is hidden. */
export function entriesOf(value: Value | undefined): readonly Entry[] | undefined {
  if (isHidden(value)) return undefined;
  return isValueObject(value) ? Object.entries(value) : [];
}

/** The entries of a list of blocks, each with a name and a value; undefined when it is hidden. */
export function listedEntries(from: Value, path: string): readonly Entry[] | undefined {
  return blocks(from, path)?.map((one): Entry => [at(one, "name") ?? null, at(one, "value") ?? null]);
}

function isWrittenOut(value: Value): Truth {
  if (isHidden(value)) return undefined;
  return typeof value === "string" && isLiteral(value);
}
