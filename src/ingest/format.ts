import type { Account, Coverage, InputKind } from "../domain/input-file.ts";
import type { Items } from "../domain/items.ts";
import type { CsvRow } from "../standards/csv.ts";
import type { XmlElement } from "../standards/xml.ts";

/** A decoded and parsed input, before anyone knows what it is. */
export type Document =
  | { readonly form: "json" | "yaml"; readonly value: unknown }
  /** Several values in one file: JSON Lines, JSON objects end to end, YAML documents. */
  | { readonly form: "stream"; readonly syntax: "json" | "yaml"; readonly values: readonly unknown[] }
  | { readonly form: "csv"; readonly rows: readonly CsvRow[] }
  | { readonly form: "xml"; readonly root: XmlElement }
  /** A line-based format of its own (SPDX tag-value, LCOV): the text, decoded. */
  | { readonly form: "text"; readonly text: string };

/** What a reader needs to know of the file besides its content. */
export type Origin = { readonly name: string; readonly sha256: string };

/** What a format made of one document. */
export type Reading = {
  readonly formatVersion?: string;
  readonly coverage: Coverage;
  /** One account for each sort of raw item in the document. */
  readonly accounts: readonly Account[];
  readonly notices: readonly string[];
  readonly items: Partial<Items>;
};

/**
 * One input format: one module, one line in the `table.ts` of its room.
 * `detect` is asked of CSV and text on the first two lines alone; it is cheap, total and never throws: "not mine" is false.
 * `read` throws INPUT_* with a pointer: "mine, but broken" or "mine, but of a version that I do not know".
 * One bad item does not lose the file: it is counted as not applicable with its reason and becomes a doubt.
 */
export type Format = {
  readonly id: string;
  /** Name for people, as in "this is CycloneDX JSON". */
  readonly title: string;
  /** What of a document tells that it is of this format, in a few words after "told by"; what `detect` looks for. */
  readonly sign: string;
  /** Versions that are read, as `formatVersion` of a reading gives them; empty when files tell none. */
  readonly versions: readonly string[];
  /** What the document can serve as, the main role first. */
  readonly kinds: readonly [InputKind, ...InputKind[]];
  /** Set for records about vulnerabilities in general: such an input is no scan of this release. */
  readonly isPublicRecord?: true;
  /**
   * JSON lists that grow with what was looked at: pointers, `#` for any index (`/runs/#/results`). `read` goes through
   * each once, from the first element to the last, and keeps no element: a long one is parsed meanwhile, piece by piece.
   */
  readonly longLists?: readonly string[];
  readonly detect: (document: Document) => boolean;
  readonly read: (document: Document, origin: Origin) => Reading;
};
