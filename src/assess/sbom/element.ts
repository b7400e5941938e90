import type { Component, SbomAbout } from "../../domain/component.ts";
import type { LicenceExpression } from "../../standards/spdx-expression.ts";
import type { ListedSbom } from "./listed-sbom.ts";

/** One SBOM as it is judged: its words about itself, what it lists, and what it relates. */
export type JudgedSbom = ListedSbom & {
  readonly about: SbomAbout;
  /** Reads a licence expression; each text once. */
  readonly readLicence: (text: string) => LicenceExpression | undefined;
  /** Listed things that have no name, so that no component could be made of them. */
  readonly nameless: number;
};

/** One thing that a standard asks of an SBOM. */
export type Element = { readonly id: string; readonly title: string } & (
  | { readonly of: "document"; readonly has: (sbom: JudgedSbom) => boolean | NotEvaluated }
  | {
      readonly of: "component";
      /** `index` is the place of the part among the parts. */
      readonly has: (part: Component, sbom: JudgedSbom, index: number) => boolean;
      /** Things that lack it and never became components. */
      readonly alsoMissing?: (sbom: JudgedSbom) => number;
    }
  /** What nobody can tell from the document, with the reason. */
  | { readonly of: "nobody"; readonly why: string }
);

/** The reason why it cannot be told of this document. */
export type NotEvaluated = { readonly why: string };

/** What a body asks of SBOMs. */
export type Standard = {
  readonly id: StandardId;
  readonly title: string;
  /** Where it is written. */
  readonly source: string;
  readonly elements: readonly Element[];
};

export const standardIds = ["ntia", "bsi", "cisa"] as const;

export type StandardId = (typeof standardIds)[number];
