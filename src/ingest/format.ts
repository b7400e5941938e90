import type { Account, Coverage, InputKind } from "../domain/input-file.ts";
import type { Items } from "../domain/items.ts";
import type { CsvRow } from "../standards/csv.ts";

/** A decoded and parsed input, before anyone knows what it is. */
export type Document =
  | { readonly form: "json" | "yaml"; readonly value: unknown }
  | { readonly form: "csv"; readonly rows: readonly CsvRow[] };

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
 * One input format: one module, one line in `formats/index.ts`.
 * `detect` is cheap, total and never throws: "not mine" is false.
 * `read` throws INPUT_* with a pointer: "mine, but broken" or "mine, but of a version that I do not know".
 * One bad item does not lose the file: it is counted as not applicable with its reason and becomes a doubt.
 */
export type Format = {
  readonly id: string;
  /** Name for people, as in "this is CycloneDX JSON". */
  readonly title: string;
  /** What the document can serve as, the main role first. */
  readonly kinds: readonly [InputKind, ...InputKind[]];
  /** Set for records about vulnerabilities in general: such an input is no scan of this release. */
  readonly isPublicRecord?: true;
  readonly detect: (document: Document) => boolean;
  readonly read: (document: Document, origin: Origin) => Reading;
};
