import type { DataClass } from "./design.ts";
import type { Source } from "./source.ts";

/** A control as a requirement refers to it: `ISO27001:A.8.24`. */
export type ControlRef = {
  /** As written. */
  readonly ref: string;
  /** What stands before the first colon; absent when there is none. */
  readonly framework?: string;
  readonly control: string;
};

/** A security requirement as an input states it (DESIGN §10). */
export type StatedRequirement = {
  /** The id as written, whatever its form. */
  readonly givenId?: string;
  readonly feature?: string;
  readonly controls: readonly ControlRef[];
  readonly dataClasses: readonly DataClass[];
  readonly pii?: "yes" | "no" | "unknown";
  readonly internetFacing?: "yes" | "no" | "unknown";
  readonly notes?: string;
  /** Columns that the product does not know, kept as they are. */
  readonly extra: readonly (readonly [column: string, value: string])[];
  readonly source: Source;
};

/** A requirement of the release under the id that it goes by. */
export type Requirement = StatedRequirement & {
  /** `REQ-…`: the given one when it has that form, else minted. */
  readonly id: string;
};
