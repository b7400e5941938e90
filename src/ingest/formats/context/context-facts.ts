import type { ContextFacts } from "../../../domain/design.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { optional } from "../../../standards/wire.ts";
import { type Notices, notice } from "../../notices.ts";
import { quote } from "../../visible.ts";
import type { WireFacts } from "./context-schema.ts";
import {
  criticalityWords,
  dataClassWords,
  environmentWords,
  internetFacingWords,
  readWord,
  splitWords,
  strictest,
  type Vocabulary,
} from "./vocabulary.ts";

/** One place of the document that states facts. */
export type Layer = { readonly place: readonly (string | number)[]; readonly facts: WireFacts };

/** A value under its key. */
type Given = { readonly layer: Layer; readonly key: keyof WireFacts; readonly value: string };

/** The facts that the layers state together; where they contradict each other, the stricter one with a notice. */
export function readFacts(layers: readonly Layer[], regulations: readonly string[], notices: Notices): ContextFacts {
  const given = (...keys: readonly (keyof WireFacts)[]): readonly Given[] =>
    layers.flatMap((layer) => keys.flatMap((key) => valuesOf(layer, key)));
  const criticality = given("criticality", "business_criticality", "customer_impact");
  return {
    ...optional("criticality", choose(criticalityWords, criticality, notices)),
    ...optional("environment", choose(environmentWords, given("environment"), notices)),
    dataSensitivity: dataClasses(given("data_sensitivity", "data_classification"), notices),
    ...optional("internetExposed", choose(internetFacingWords, given("internet_exposed", "internet_facing"), notices)),
    ...optional("users", first(given("users"), notices)),
    regulations: [...new Set([...given("regulations").flatMap(({ value }) => splitList(value)), ...regulations])],
    ...optional("owner", first(given("owner"), notices)),
    ...optional("sla", first(given("sla", "sla_tier"), notices)),
  };
}

/** The entries of a text such as `PCI DSS, GDPR`; a slash belongs to the name. */
export function splitList(text: string): readonly string[] {
  return text
    .split(/[;,|]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function valuesOf(layer: Layer, key: keyof WireFacts): readonly Given[] {
  const value = layer.facts[key];
  const plainValue = typeof value === "object" && value !== null && !Array.isArray(value) ? value.type : value;
  const values = Array.isArray(plainValue) ? plainValue : [plainValue];
  return values.flatMap((entry) => {
    const text = entry === null || entry === undefined ? "" : String(entry).trim();
    return text === "" ? [] : [{ layer, key, value: text }];
  });
}

function cellOf(given: Given): { readonly header: string; readonly value: string; readonly place: string } {
  return { header: given.key, value: given.value, place: pointer(...given.layer.place, given.key) };
}

function choose<W extends string>(
  vocabulary: Vocabulary<W | "unknown">,
  given: readonly Given[],
  notices: Notices,
): W | "unknown" | undefined {
  const words = new Set(given.map((entry) => readWord(vocabulary.words, cellOf(entry), notices)));
  const word = strictest(vocabulary, words);
  if (words.size > 1) contradiction(given, String(word), notices);
  return word;
}

function dataClasses(given: readonly Given[], notices: Notices): ContextFacts["dataSensitivity"] {
  const cells = given.flatMap((entry) => splitWords(entry.value).map((value) => ({ ...cellOf(entry), value })));
  return [...new Set(cells.map((cell) => readWord(dataClassWords, cell, notices)))];
}

function first(given: readonly Given[], notices: Notices): string | undefined {
  const value = given[0]?.value;
  if (value !== undefined && given.some((other) => other.value !== value)) contradiction(given, value, notices);
  return value;
}

function contradiction(given: readonly Given[], chosen: string, notices: Notices): void {
  const places = given.map((entry) => cellOf(entry).place).join(" and ");
  notice(notices, places, `${places} contradict each other; ${quote(chosen)} counts`);
}
