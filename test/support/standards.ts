import type { StandardId } from "../../src/assess/sbom/element.ts";
import { listedSboms } from "../../src/assess/sbom/listed-sbom.ts";
import { sbomQuality } from "../../src/assess/sbom/quality.ts";
import type { Component, SbomDocument } from "../../src/domain/component.ts";
import { model } from "./build.ts";

/** How each element of a standard comes out for one SBOM: `present`, `2/3`, `missing` or `not_evaluated`, by its id. */
export function elementsOf(
  standard: StandardId,
  document: SbomDocument,
  listings: readonly Component[],
): Readonly<Record<string, string>> {
  const { documents, inputs, listings: listed } = model({ documents: [document], listings });
  const [sbom] = sbomQuality(listedSboms({ documents, listings: listed }), inputs);
  const elements = sbom?.results.find((result) => result.standard === standard)?.elements ?? [];
  return Object.fromEntries(
    elements.map(({ id, status, present, missing }) => [
      id,
      status === "partial" ? `${present}/${present + missing}` : status,
    ]),
  );
}
