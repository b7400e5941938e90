import { sha256Hex } from "../../standards/sha256.ts";
import { shorten } from "../../standards/wire.ts";

/** Ids of components, and the names that would have had one and the same. */
export type ComponentIds = {
  readonly idOf: ReadonlyMap<string, string>;
  readonly collisions: readonly { readonly slug: string; readonly names: readonly string[] }[];
};

/** Longer names are told apart by their digest. */
const maxSlug = 80;

/** Hex digits of a digest in an id: four billion values, for a handful of names. */
const digestLength = 8;

/**
 * `C-` and the whole name, in lower case, with `-` for what is neither letter nor digit. Names that come to the same,
 * or to nothing, get a digest of the name behind it, all of them, so that an id depends on no order.
 */
export function componentIds(names: readonly string[]): ComponentIds {
  const bySlug = Map.groupBy(new Set(names), slugOf);
  const idOf = new Map<string, string>();
  for (const [slug, all] of bySlug) {
    for (const name of all)
      idOf.set(name, all.length === 1 && slug !== "" ? `C-${slug}` : `C-${slug}${digestOf(slug, name)}`);
  }
  const collisions = [...bySlug].filter(([, all]) => all.length > 1).map(([slug, all]) => ({ slug, names: all }));
  return { idOf, collisions };
}

function slugOf(name: string): string {
  const words =
    name
      .normalize("NFKC")
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return shorten(words.join("-"), maxSlug);
}

function digestOf(slug: string, name: string): string {
  const digest = sha256Hex(name).slice(0, digestLength);
  return slug === "" ? digest : `-${digest}`;
}
