import { describe, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { packageIndex } from "../src/correlate/packages.ts";
import { toVulnerabilities } from "../src/correlate/vulnerabilities.ts";
import type { Observation } from "../src/domain/vulnerability.ts";
import type { Format } from "../src/ingest/format.ts";
import { grype } from "../src/ingest/formats/vulnerabilities/grype.ts";
import { osvScanner } from "../src/ingest/formats/vulnerabilities/osv-scanner.ts";
import { trivy } from "../src/ingest/formats/vulnerabilities/trivy.ts";
import { catalogue } from "./support/build.ts";

/** Deduplication against labels that were set by reading; `correlate/labelled/README.md` has the sources and the rules. */

const root = join(import.meta.dir, "correlate/labelled");
const readers: readonly (readonly [string, Format])[] = [
  ["grype", grype],
  ["trivy", trivy],
  ["osv", osvScanner],
];

/** One row of `labels.tsv`: what a person says that the observation is. */
type Label = {
  readonly at: string;
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly identity: string;
};

/** An observation under its two identities: the label's and ours. */
type Judged = { readonly label: Label; readonly ours: string };

type Pairs = {
  readonly right: number;
  readonly falsePairs: readonly string[];
  readonly missedPairs: readonly string[];
};
type Score = Pairs & { readonly image: string; readonly observations: number };

const images = readdirSync(root)
  .filter((name) => statSync(join(root, name)).isDirectory())
  .toSorted();

/** The release of our own has its reports with the other fixtures. */
function folderOf(image: string): string {
  return image === "payments-api" ? resolve(import.meta.dir, "../fixtures/payments-api/no-go") : join(root, image);
}

function scoreOf(image: string): Score {
  const labels = labelsOf(image);
  const ours = identitiesOf(observationsOf(image));
  const judged = labels.map((label) => ({ label, ours: ours.get(label.at) ?? label.at }));
  return { image, observations: labels.length, ...pairsOf(judged) };
}

function total(scores: readonly Score[]): Score {
  return {
    image: "whole",
    observations: scores.reduce((sum, score) => sum + score.observations, 0),
    right: scores.reduce((sum, score) => sum + score.right, 0),
    falsePairs: scores.flatMap(({ image, falsePairs }) => falsePairs.map((pair) => `${image}: ${pair}`)),
    missedPairs: scores.flatMap(({ image, missedPairs }) => missedPairs.map((pair) => `${image}: ${pair}`)),
  };
}

function observationsOf(image: string): readonly Observation[] {
  return readers.flatMap(([name, reader]) => {
    const path = join(folderOf(image), `${name}.json`);
    if (!existsSync(path)) return [];
    const document = { form: "json", value: JSON.parse(readFileSync(path, "utf8")) } as const;
    if (!reader.detect(document)) throw new Error(`${path} is not what it is called`);
    return reader.read(document, { name, sha256: "0".repeat(64) }).items.observations ?? [];
  });
}

function labelsOf(image: string): readonly Label[] {
  const [, ...rows] = readFileSync(join(root, image, "labels.tsv"), "utf8")
    .trimEnd()
    .split("\n");
  return rows.map((row) => {
    const [report = "", pointer = "", id = "", name = "", version = "", identity = ""] = row.split("\t");
    return { at: `${report}${pointer}`, id, package: name, version, identity };
  });
}

/** Place of an observation → the number of the vulnerability that we count it as. */
function identitiesOf(observations: readonly Observation[]): ReadonlyMap<string, string> {
  const packages = packageIndex(observations.map((seen) => seen.package));
  const nothing = { listed: new Set<string>(), kev: catalogue([]), epss: new Map(), advisories: new Map() };
  const found = toVulnerabilities(observations, { ...nothing, packages });
  return new Map(found.flatMap((one, number) => one.observations.map((seen) => [placeOf(seen), `${number}`] as const)));
}

function placeOf({ source }: Observation): string {
  return `${source.input}${source.pointer}`;
}

function pairsOf(judged: readonly Judged[]): Pairs {
  const pairs = judged.flatMap((a, index) => judged.slice(index + 1).map((b) => verdict(a, b)));
  const texts = (kind: string): readonly string[] => pairs.filter((pair) => pair.kind === kind).map(({ text }) => text);
  return { right: texts("right").length, falsePairs: texts("false"), missedPairs: texts("missed") };
}

function verdict(a: Judged, b: Judged): { readonly kind: string; readonly text: string } {
  const isOne = a.label.identity === b.label.identity;
  const isCountedOnce = a.ours === b.ours;
  if (!(isOne || isCountedOnce)) return { kind: "two", text: "" };
  const text = `${shown(a)} and ${shown(b)}`;
  if (isOne && isCountedOnce) return { kind: "right", text };
  return { kind: isOne ? "missed" : "false", text };
}

function shown({ label }: Judged): string {
  return `${label.at} ${label.id} in ${label.package} ${label.version} (${label.identity})`;
}

/** Of the pairs that we count as one, those that are one. */
function precision({ right, falsePairs }: Pairs): number {
  return ratio(right, falsePairs.length);
}

/** Of the pairs that are one, those that we count as one. */
function recall({ right, missedPairs }: Pairs): number {
  return ratio(right, missedPairs.length);
}

function ratio(right: number, wrong: number): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

function line(score: Score): string {
  const { image, observations, right, falsePairs, missedPairs } = score;
  const figures = `precision ${precision(score).toFixed(4)}, recall ${recall(score).toFixed(4)}`;
  return `${image}: ${observations} observations, ${figures} (${right} pairs right, ${falsePairs.length} false, ${missedPairs.length} missed)`;
}

describe("what Grype, Trivy and OSV-Scanner see in the same image", () => {
  test.each(images)("is labelled, each observation once: %s", (image) => {
    const labels = labelsOf(image);
    const seen = observationsOf(image).map((one) => ({
      at: placeOf(one),
      package: one.package.name,
      version: one.package.version ?? "",
    }));
    expect(labels.map(({ at, package: name, version }) => ({ at, package: name, version }))).toEqual(seen);
    const ids = new Map(observationsOf(image).map((one) => [placeOf(one), [one.id, ...one.aliases]]));
    for (const { at, id } of labels) expect(ids.get(at)).toEqual(expect.arrayContaining(id.split(",")));
  });

  test("is counted once: precision and recall over pairs are 0.97 or more", () => {
    const scores = images.map(scoreOf);
    const whole = total(scores);
    const lines = [
      ...[...scores, whole].map(line),
      ...whole.falsePairs.map((pair) => `false pair: ${pair}`),
      ...whole.missedPairs.map((pair) => `missed pair: ${pair}`),
    ];
    process.stdout.write(`${lines.join("\n")}\n`);
    expect(images.length).toBeGreaterThanOrEqual(4);
    expect(whole.observations).toBeGreaterThanOrEqual(400);
    expect(precision(whole)).toBeGreaterThanOrEqual(0.97);
    expect(recall(whole)).toBeGreaterThanOrEqual(0.97);
  });
});
