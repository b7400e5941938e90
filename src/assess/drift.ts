import { compareText } from "../domain/order.ts";
import type { Json } from "../domain/section.ts";
import { hasList, texts } from "../standards/wire.ts";

/** Names that one list of a drift repeats; the counts tell of all. */
const maxListed = 200;

/** Keys of an earlier document of ours, which anybody may have written since. */
export type Earlier = {
  /** What it is, for people: "the test report of the app's last run". */
  readonly title: string;
  /** The object that has the list; undefined where there is no such document. */
  readonly holder: unknown;
  readonly member: string;
};

/** What is there now. */
export type Present = {
  /** Undefined where nobody looked: then nothing is gone. */
  readonly open: readonly string[] | undefined;
  /** What is still found and counts no more. */
  readonly aside: ReadonlySet<string>;
  /** What it is called when it is gone. */
  readonly gone: "fixed" | "removed";
};

/**
 * What is new, unchanged, set aside and gone since an earlier document. Gone means that nobody reports it any more:
 * fixed, or not looked at by a tool of then, which the caller's doubts have to tell. Without a list to compare with, or
 * without anybody who looked, not evaluated.
 */
export function driftOf({ open, aside, gone }: Present, earlier: readonly Earlier[]): Json {
  if (open === undefined) return { status: "not_evaluated", why: "nobody looked this time" };
  const basis = earlier.find(({ holder, member }) => hasList(holder, member));
  if (basis === undefined) return { status: "not_evaluated", why: reasonOf(earlier) };
  const before = new Set(texts(basis.holder, basis.member));
  const now = new Set(open);
  const absent = [...before].filter((key) => !now.has(key)).toSorted(compareText);
  const added = open.filter((key) => !before.has(key));
  const left = absent.filter((key) => !aside.has(key));
  const setAside = absent.filter((key) => aside.has(key));
  return {
    status: "evaluated",
    compared_with: basis.title,
    counts: {
      new: added.length,
      unchanged: open.length - added.length,
      [gone]: left.length,
      set_aside: setAside.length,
    },
    listed_up_to: maxListed,
    new: added.slice(0, maxListed),
    [gone]: left.slice(0, maxListed),
    set_aside: setAside.slice(0, maxListed),
  };
}

function reasonOf(earlier: readonly Earlier[]): string {
  const there = earlier.filter(({ holder }) => holder !== undefined);
  if (there.length === 0) return `there is no earlier document: ${earlier.map(({ title }) => title).join(", ")}`;
  return `there is no list to compare with in ${there.map(({ title }) => title).join(", ")}`;
}
