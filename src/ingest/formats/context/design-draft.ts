import type { Criticality, DataClass, DesignComponent, Exposure } from "../../../domain/design.ts";
import type { Source } from "../../../domain/source.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { optional } from "../../../standards/wire.ts";
import { type Notices, notice } from "../../notices.ts";
import { quote } from "../../visible.ts";
import { type TextColumn, textColumns } from "./design-columns.ts";
import {
  type Answer,
  authenticationWords,
  criticalityWords,
  exposureWords,
  strictest,
  type Vocabulary,
} from "./vocabulary.ts";

/** Everything that the rows of one component say, before one value of each is chosen. */
export type Draft = {
  readonly name: string;
  readonly source: Source;
  readonly exposure: Set<Exposure>;
  readonly internetFacing: Set<Answer>;
  readonly authentication: Set<Answer>;
  readonly criticality: Set<Criticality>;
  readonly dataClasses: Set<DataClass>;
  readonly texts: Map<TextColumn, Set<string>>;
  readonly extra: Map<string, readonly [column: string, value: string]>;
};

/** An empty draft; `source` is the component's first row. */
export function draftOf(name: string, source: Source): Draft {
  return {
    name,
    source,
    exposure: new Set(),
    internetFacing: new Set(),
    authentication: new Set(),
    criticality: new Set(),
    dataClasses: new Set(),
    texts: new Map(),
    extra: new Map(),
  };
}

/** The values of a text column, to add to. */
export function textSet(draft: Draft, column: TextColumn): Set<string> {
  const known = draft.texts.get(column);
  if (known !== undefined) return known;
  const values = new Set<string>();
  draft.texts.set(column, values);
  return values;
}

/** The component that a draft describes; contradictions are noted. */
export function finish(draft: Draft, notices: Notices): DesignComponent {
  const choose = <W extends string>(what: string, vocabulary: Vocabulary<W>, words: ReadonlySet<W>): W | undefined =>
    chooseWord(vocabulary, words, `component ${quote(draft.name)}: ${what}`, notices);
  return {
    name: draft.name,
    ...optional("exposure", choose("exposure", exposureWords, exposuresOf(draft))),
    ...optional("authentication", choose("authentication", authenticationWords, draft.authentication)),
    dataClasses: [...draft.dataClasses],
    ...optional("criticality", choose("criticality", criticalityWords, draft.criticality)),
    ...textsOf(draft, notices),
    extra: [...draft.extra.values()],
    source: draft.source,
  };
}

/** `internet_facing` yes is exposure to the internet; no means internal unless the exposure column tells more. */
function exposuresOf(draft: Draft): ReadonlySet<Exposure> {
  const words = new Set(draft.exposure);
  const { internetFacing } = draft;
  if (internetFacing.has("no") && (words.size === 0 || words.has("internet"))) words.add("internal");
  if (internetFacing.has("unknown")) words.add("unknown");
  if (internetFacing.has("yes")) words.add("internet");
  return words;
}

function chooseWord<W extends string>(
  vocabulary: Vocabulary<W>,
  words: ReadonlySet<W>,
  what: string,
  notices: Notices,
): W | undefined {
  const word = strictest(vocabulary, words);
  if (words.size > 1) notice(notices, what, `${what} is given as ${[...words].join(" and ")}; ${word} counts`);
  return word;
}

function textsOf(draft: Draft, notices: Notices): Partial<Pick<DesignComponent, TextColumn>> {
  const texts: { [C in TextColumn]?: string } = {};
  for (const column of textColumns) {
    const values = draft.texts.get(column);
    if (values === undefined) continue;
    const text = column === "purl" || column === "image" ? one(column, values, draft, notices) : [...values].join("; ");
    if (text !== undefined) texts[column] = text;
  }
  return texts;
}

/** A reference to one thing: the first that can be read; others are noted. */
function one(
  column: "purl" | "image",
  values: ReadonlySet<string>,
  draft: Draft,
  notices: Notices,
): string | undefined {
  const readable = column === "purl" ? purlsOf(values, draft, notices) : [...values];
  const [first, ...others] = readable;
  for (const other of others) {
    const text = `component ${quote(draft.name)}: a second ${column} is not used: ${quote(other)}`;
    notice(notices, `${column} of ${draft.name}`, text);
  }
  return first;
}

function purlsOf(values: ReadonlySet<string>, draft: Draft, notices: Notices): readonly string[] {
  const purls = new Set<string>();
  for (const value of values) {
    const purl = canonicalPurl(value);
    if (purl === undefined)
      notice(notices, `purl ${value}`, `component ${quote(draft.name)}: ${quote(value)} is no package URL`);
    else purls.add(purl);
  }
  return [...purls];
}
