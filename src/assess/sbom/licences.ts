import type { Component } from "../../domain/component.ts";
import { compareText } from "../../domain/order.ts";
import {
  type LicenceExpression,
  licencesIn,
  licenceText,
  parseLicenceExpression,
} from "../../standards/spdx-expression.ts";

/** What licences the components have, as the SBOMs say. */
export type LicenceInventory = {
  readonly withLicence: number;
  readonly without: number;
  /** Licence → components with it, most first; each licence of an expression counts. */
  readonly licences: readonly (readonly [licence: string, components: number])[];
  /** Texts that are no expression of the SPDX list nor a reference to a text, most first. */
  readonly unknown: readonly (readonly [text: string, components: number])[];
};

/** Counts each licence once for a component, whatever number of texts name it. */
export function licenceInventory(components: readonly Component[]): LicenceInventory {
  const read = rememberedLicences();
  const [licences, unknown] = [new Map<string, number>(), new Map<string, number>()];
  let withLicence = 0;
  for (const [texts, count] of countedLists(components)) {
    if (texts.length > 0) withLicence += count;
    for (const name of new Set(texts.flatMap((text) => namesIn(read(text))))) add(licences, name, count);
    for (const text of new Set(texts.filter((one) => !isKnown(read(one))))) add(unknown, text, count);
  }
  return {
    withLicence,
    without: components.length - withLicence,
    licences: mostFirst(licences),
    unknown: mostFirst(unknown),
  };
}

/** Components have the same few lists of licences, so that each list is looked at once. */
function countedLists(
  components: readonly Component[],
): Iterable<readonly [texts: readonly string[], components: number]> {
  const lists = new Map<string, [readonly string[], number]>();
  for (const { licenses } of components) {
    const key = JSON.stringify(licenses);
    const known = lists.get(key);
    if (known === undefined) lists.set(key, [licenses, 1]);
    else known[1]++;
  }
  return lists.values();
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

type ReadLicence = (text: string) => LicenceExpression | undefined;

/** Components name the same few licences again and again, so each text is read once. */
export function rememberedLicences(): ReadLicence {
  const known = new Map<string, LicenceExpression | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, parseLicenceExpression(text));
    return known.get(text);
  };
}

function namesIn(expression: LicenceExpression | undefined): readonly string[] {
  if (expression === undefined) return [];
  return licencesIn(expression)
    .filter((one) => one.isKnown)
    .map(licenceText);
}

function isKnown(expression: LicenceExpression | undefined): boolean {
  return expression !== undefined && licencesIn(expression).every((one) => one.isKnown);
}

function mostFirst(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].toSorted(([a, first], [b, second]) => second - first || compareText(a, b));
}
