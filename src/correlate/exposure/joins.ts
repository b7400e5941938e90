import type { SbomDocument } from "../../domain/component.ts";
import type { CrosswalkRow } from "../../domain/crosswalk.ts";
import type { ExposureFact, ExposureJoin } from "../../domain/exposure.ts";
import { type ImageReference, parseImageReference } from "../../standards/image-reference.ts";
import { imagesOfComponent, isSameImage, shortName } from "./images.ts";
import { push } from "./scene.ts";

/** What a fact may speak for. */
export type Release = { readonly documents: readonly SbomDocument[]; readonly crosswalk: readonly CrosswalkRow[] };

/** Something that has names and images: the subject of an SBOM, or a component of the design. */
type Part = Pick<ExposureJoin, "of" | "to"> & {
  readonly images: readonly ImageReference[];
  readonly names: readonly string[];
};

/** Parts by the names and images that they have. */
type Index = {
  readonly byImage: ReadonlyMap<string, readonly Part[]>;
  readonly byName: ReadonlyMap<string, readonly Part[]>;
};

/** Facts → what they speak for, by image before name. No join by a part of a name. Linear: names are looked up. */
export function joinsOf(facts: readonly ExposureFact[], release: Release): readonly ExposureJoin[] {
  const parts = [...sbomParts(release), ...designParts(release)];
  const index = indexOf(parts);
  return facts.flatMap((fact) => {
    const byLabel = fact.basis === "deployment" ? "label" : "name";
    const found: readonly (readonly [Part, ExposureJoin["by"]])[] = [
      ...wholeOf(fact, release, parts).map((part) => [part, "name"] as const),
      ...imagesOf(fact).flatMap((image) => partsOfImage(image, index).map((part) => [part, "image"] as const)),
      ...fact.target.labels.flatMap((label) =>
        (index.byName.get(label.toLowerCase()) ?? []).map((part) => [part, byLabel] as const),
      ),
    ];
    const first = new Map(found.toReversed());
    return [...first].toReversed().map(([{ of, to }, by]): ExposureJoin => ({ fact, by, of, to }));
  });
}

function indexOf(parts: readonly Part[]): Index {
  const byImage = new Map<string, Part[]>();
  const byName = new Map<string, Part[]>();
  for (const part of parts) {
    for (const name of new Set(part.images.map(shortName))) push(byImage, name, part);
    for (const name of new Set(part.names)) push(byName, name, part);
  }
  return { byImage, byName };
}

function partsOfImage(image: ImageReference, { byImage }: Index): readonly Part[] {
  const candidates = byImage.get(shortName(image)) ?? [];
  return candidates.filter((part) => part.images.some((own) => isSameImage(image, own)));
}

function imagesOf({ target }: ExposureFact): readonly ImageReference[] {
  return target.images.map((image) => parseImageReference(image)).filter((one) => one !== undefined);
}

/** The subject of an SBOM, and the names of the design components that it is. */
function sbomParts({ documents, crosswalk }: Release): readonly Part[] {
  const names = new Map<string, string[]>();
  for (const row of crosswalk) for (const sbom of row.sboms) push(names, sbom, row.design.name.toLowerCase());
  return documents.map(({ input, subject }) => ({
    of: "sbom",
    to: input,
    images: subject === undefined ? [] : imagesOfComponent(subject),
    names: [...(names.get(input) ?? []), ...(subject === undefined ? [] : [subject.name.toLowerCase()])],
  }));
}

function designParts({ crosswalk }: Release): readonly Part[] {
  return crosswalk.map(({ design: { name, image } }) => {
    const parsed = image === undefined ? undefined : parseImageReference(image);
    return { of: "design", to: name, images: parsed === undefined ? [] : [parsed], names: [name.toLowerCase()] };
  });
}

/** What is said of the application speaks for its SBOM when there is one only. */
function wholeOf({ target }: ExposureFact, { documents }: Release, parts: readonly Part[]): readonly Part[] {
  if (target.kind !== "application" || documents.length !== 1) return [];
  return parts.filter(({ of }) => of === "sbom");
}
