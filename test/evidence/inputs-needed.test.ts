import { describe, expect, test } from "bun:test";
import type { RceFamilies } from "../../src/domain/intel.ts";
import { type Items, noItems } from "../../src/domain/items.ts";
import { idsIn, neededFamilies, neededKev, neededScores } from "../../src/evidence/inputs-needed.ts";
import { advisory, catalogue, component, finding, observation, plainComponent } from "../support/build.ts";

describe("idsIn() takes the ids of", () => {
  test.each<[string, Partial<Items>, readonly string[]]>([
    ["nothing", {}, []],
    [
      "observations, their aliases and related ones",
      {
        observations: [observation({ id: "GHSA-a", aliases: ["CVE-1"], related: ["CVE-2"] }), observation({ id: "b" })],
      },
      ["GHSA-a", "CVE-1", "CVE-2", "b"],
    ],
    [
      "advisories and their aliases",
      { advisories: [advisory({ id: "GHSA-a", aliases: ["CVE-1"] }), advisory({ id: "CVE-3" })] },
      ["GHSA-a", "CVE-1", "CVE-3"],
    ],
    ["findings, each once", { findings: [finding(), finding({ vulnerabilityIds: ["CVE-4", "CVE-4"] })] }, ["CVE-4"]],
  ])("%s", (_, items, ids) => {
    expect([...idsIn({ ...noItems, ...items })]).toEqual([...ids]);
  });
});

test("neededKev() keeps entries that are asked for, in the order of the catalogue", () => {
  const kev = catalogue(["CVE-3", "CVE-1", "CVE-2"]);
  const kept = neededKev({ kev }, new Set(["CVE-1", "CVE-3", "CVE-9"]));
  expect(kept.map(([id]) => id)).toEqual(["CVE-3", "CVE-1"]);
  expect(kept[0]?.[1]).toEqual(kev.entries.get("CVE-3"));
});

test("neededScores() keeps scores that are asked for, zero too, and the day", () => {
  const table = {
    scoreDate: "2026-08-01",
    modelVersion: "v4",
    scores: new Map(Object.entries({ a: 0, b: 0.5, c: 1 })),
  };
  expect(neededScores(table, new Set(["b", "a", "z"]))).toEqual({
    ...table,
    scores: new Map(Object.entries({ b: 0.5, a: 0 })),
  });
  expect(neededScores(table, new Set()).scores.size).toBe(0);
});

describe("neededFamilies() keeps those of", () => {
  const names = ["pkg:npm/a", "pkg:npm/ab", "pkg:maven/g/a"];
  const about = { generated: "", epssDate: "", licence: "", sha256: "", count: 3 };
  const families: RceFamilies = { ...about, byPackage: new Map(names.map((name) => [name, []])) };
  const keptOf = (purl?: string): readonly string[] => {
    const listed = purl === undefined ? plainComponent() : { ...component(), purl };
    return neededFamilies(families, { ...noItems, components: [listed] }).map(([name]) => name);
  };

  test.each<[string | undefined, readonly string[]]>([
    ["pkg:npm/a", ["pkg:npm/a"]],
    ["pkg:npm/a@1.0.0", ["pkg:npm/a"]],
    ["pkg:npm/ab?x=@1", ["pkg:npm/ab"]],
    ["pkg:maven/g/a@1?type=jar#lib", ["pkg:maven/g/a"]],
    ["pkg:npm/a#sub", ["pkg:npm/a"]],
    ["pkg:npm/abc@1", []],
    [undefined, []],
  ])("%s", (purl, kept) => {
    expect(keptOf(purl)).toEqual([...kept]);
  });

  test("nothing when nothing is known of families", () => {
    expect(neededFamilies(undefined, { ...noItems, components: [component()] })).toEqual([]);
  });
});
