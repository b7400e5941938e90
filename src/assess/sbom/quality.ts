import type { Component } from "../../domain/component.ts";
import type { InputFile } from "../../domain/input-file.ts";
import { bsi } from "./bsi.ts";
import { cisa } from "./cisa.ts";
import type { Element, JudgedSbom, Standard, StandardId } from "./element.ts";
import { rememberedLicences } from "./licences.ts";
import type { ListedSbom } from "./listed-sbom.ts";
import { ntia } from "./ntia.ts";

/** How one SBOM fares with one standard. */
export type StandardResult = {
  readonly standard: StandardId;
  readonly title: string;
  readonly source: string;
  /** Mean of the percentages of the elements that were evaluated, each weighing the same. Absent when none was. */
  readonly percent?: number;
  readonly elements: readonly ElementResult[];
};

export type ElementResult = {
  readonly id: string;
  readonly title: string;
  readonly of: "document" | "component";
  readonly status: "present" | "partial" | "missing" | "not_evaluated";
  readonly why?: string;
  readonly present: number;
  readonly missing: number;
  /** Present of all, rounded down to a tenth: what is not complete never reads as 100. Absent when nothing was looked at. */
  readonly percent?: number;
  /** The first things that lack it. */
  readonly lacking: readonly string[];
};

export type SbomQuality = { readonly input: string; readonly results: readonly StandardResult[] };

const standards: readonly Standard[] = [ntia, bsi, cisa];

/** Names of what lacks an element that are given; `missing` counts all. */
const maxLacking = 10;

/** Each SBOM against each standard, in the order of the inputs. What is no SBOM format (the index of a scanner) is left out. */
export function sbomQuality(sboms: readonly ListedSbom[], inputs: readonly InputFile[]): readonly SbomQuality[] {
  return sboms.flatMap((listed) => {
    const { input, about } = listed.document;
    if (about === undefined) return [];
    const file = inputs.find(({ name }) => name === input);
    const nameless = file === undefined ? 0 : namelessIn(file);
    const sbom = { ...listed, about, readLicence: rememberedLicences(), nameless };
    const count = rememberedCounts(sbom);
    return [{ input, results: standards.map((standard) => judge(sbom, standard, count)) }];
  });
}

function namelessIn({ accounts }: InputFile): number {
  const reasons = accounts.flatMap(({ items, notApplicable }) => (items === "components" ? notApplicable : []));
  return reasons.find(({ reason }) => reason === "has no name")?.count ?? 0;
}

function judge(sbom: JudgedSbom, { id, title, source, elements }: Standard, count: CountLacking): StandardResult {
  const results = elements.map((element) => resultOf(sbom, element, count));
  const percents = results.flatMap(({ percent }) => percent ?? []);
  const mean = percents.reduce((sum, percent) => sum + percent, 0) / percents.length;
  return {
    standard: id,
    title,
    source,
    ...(percents.length > 0 && { percent: floored(mean) }),
    elements: results,
  };
}

type Has = Extract<Element, { readonly of: "component" }>["has"];

/** What lacks something: how many, and the first of them. */
type Lack = { readonly count: number; readonly first: readonly Component[] };

type CountLacking = (has: Has) => Lack;

/** Standards ask the same of each component again and again; an SBOM may have a hundred thousand. */
function rememberedCounts(sbom: JudgedSbom): CountLacking {
  const known = new Map<Has, Lack>();
  return (has) => {
    const found = known.get(has) ?? lackOf(sbom, has);
    known.set(has, found);
    return found;
  };
}

function lackOf(sbom: JudgedSbom, has: Has): Lack {
  const first: Component[] = [];
  let count = 0;
  for (const [index, part] of sbom.parts.entries()) {
    if (has(part, sbom, index)) continue;
    if (count++ < maxLacking) first.push(part);
  }
  return { count, first };
}

function resultOf(sbom: JudgedSbom, element: Element, count: CountLacking): ElementResult {
  const { id, title } = element;
  switch (element.of) {
    case "nobody":
      return notEvaluated({ id, title, of: "document" }, element.why);
    case "document": {
      const has = element.has(sbom);
      if (typeof has !== "boolean") return notEvaluated({ id, title, of: "document" }, has.why);
      return counted({ id, title, of: "document" }, has ? 1 : 0, has ? [] : [sbom.document.input]);
    }
    case "component": {
      const lack = count(element.has);
      const missing = lack.count + (element.alsoMissing?.(sbom) ?? 0);
      return counted({ id, title, of: "component" }, sbom.parts.length - lack.count, lack.first.map(nameOf), missing);
    }
  }
}

type Named = Pick<ElementResult, "id" | "title" | "of">;

function notEvaluated(named: Named, why: string): ElementResult {
  return { ...named, status: "not_evaluated", why, present: 0, missing: 0, lacking: [] };
}

function counted(named: Named, present: number, lacking: readonly string[], missing = lacking.length): ElementResult {
  const all = present + missing;
  if (all === 0) return notEvaluated(named, "the SBOM lists no component");
  const status = missing === 0 ? "present" : "partial";
  return {
    ...named,
    status: present === 0 ? "missing" : status,
    present,
    missing,
    percent: floored((present / all) * 100),
    lacking,
  };
}

/** Tenths of a percent. */
function floored(percent: number): number {
  return Math.floor(percent * 10) / 10;
}

function nameOf({ purl, name, version }: Component): string {
  return purl ?? (version === undefined ? name : `${name}@${version}`);
}
