import { describe, expect, test } from "bun:test";
import { aliasGroups, compareIds, isCve, linkedTo, linkedToAny, recordedAliases } from "../../src/correlate/aliases.ts";
import { advisory } from "../support/build.ts";

describe("aliasGroups()", () => {
  test.each<[string, readonly (readonly string[])[], string, string]>([
    ["an id that nobody relates is its own group", [], "CVE-1", "CVE-1"],
    ["the CVE names the group", [["GHSA-a", "CVE-1"]], "GHSA-a", "CVE-1"],
    ["without a CVE the first id in text order names it", [["PYSEC-1", "GHSA-a"]], "PYSEC-1", "GHSA-a"],
    [
      "sets that share an id are one",
      [
        ["OSV-1", "GHSA-a"],
        ["GHSA-a", "CVE-1"],
      ],
      "OSV-1",
      "CVE-1",
    ],
    [
      "a late CVE renames a group",
      [
        ["A-1", "B-1"],
        ["B-1", "C-1"],
        ["C-1", "CVE-9"],
      ],
      "A-1",
      "CVE-9",
    ],
    ["an advisory on two CVEs joins the first", [["GHSA-a", "CVE-2", "CVE-1"]], "GHSA-a", "CVE-1"],
  ])("%s", (_, sets, id, group) => {
    expect(aliasGroups(sets)(id)).toBe(group);
  });

  test("never joins two CVEs, not even by a chain", () => {
    const groupOf = aliasGroups([
      ["CVE-1", "GHSA-a"],
      ["GHSA-a", "OSV-1"],
      ["OSV-1", "CVE-2"],
    ]);
    expect(groupOf("CVE-1")).not.toBe(groupOf("CVE-2"));
  });

  test("is linear in a chain of ids", () => {
    const ids = Array.from({ length: 50_000 }, (_, i) => `X-${String(i).padStart(6, "0")}`);
    const groupOf = aliasGroups(ids.slice(1).map((id, i) => [id, ids[i] ?? ""]));
    const start = performance.now();
    expect(new Set(ids.map(groupOf)).size).toBe(1);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

test("linkedToAny() gives every name but a CVE the id of the catalogue", () => {
  const records = [advisory({ id: "X", aliases: ["GHSA-a", "CVE-1", "CVE-2"] }), advisory({ id: "Y", aliases: ["Z"] })];
  expect([...linkedToAny(records, new Set(["CVE-2"]))]).toEqual([
    ["X", "CVE-2"],
    ["GHSA-a", "CVE-2"],
  ]);
});

describe("recordedAliases() ignores", () => {
  const groupOf = (records: readonly (readonly [string, readonly string[]])[]) => {
    const recorded = recordedAliases(records.map(([id, aliases]) => advisory({ id, aliases: [...aliases] })));
    return { groupOf: aliasGroups([...recorded.values()].flat()), linked: linkedTo("OSV-1", recorded) };
  };
  const ids = (count: number) => Array.from({ length: count }, (_, i) => `OSV-${i}`);

  test("a record with more ids than a flaw has", () => {
    expect(groupOf([["X", ids(64)]]).linked).toEqual([]);
    expect(groupOf([["X", ids(63)]]).linked).toHaveLength(64);
  });

  test("an id that more records name than there are on a flaw, and nothing else of them", () => {
    const { groupOf: of, linked } = groupOf(ids(70).map((id) => [id, ["HUB", `CVE-${id}`]]));
    expect([of("OSV-1"), of("OSV-2"), of("HUB")]).toEqual(["CVE-OSV-1", "CVE-OSV-2", "HUB"]);
    expect([...linked].toSorted()).toEqual(["CVE-OSV-1", "OSV-1"]);
  });

  test("that a record is repeated", () => {
    expect(groupOf(ids(70).map(() => ["OSV-1", ["CVE-1"]])).linked).toEqual(["OSV-1", "CVE-1"]);
  });
});

test.each<[string, string, number]>([
  ["CVE-2", "ALAS-1", -1],
  ["ALAS-1", "CVE-2", 1],
  ["CVE-1", "CVE-2", -1],
  ["GHSA-b", "GHSA-a", 1],
  ["CVE-1", "CVE-1", 0],
])("compareIds() puts %s and %s in the order %p", (a, b, order) => {
  expect(Math.sign(compareIds(a, b))).toBe(order);
});

test.each<[string, boolean]>([
  ["CVE-2021-44228", true],
  ["GHSA-jfh8-c2jp-5v3q", false],
])("isCve() of %s is %p", (id, answer) => {
  expect(isCve(id)).toBe(answer);
});

describe("recordedAliases() links", () => {
  const recorded = recordedAliases([
    advisory({ id: "OSV-1", aliases: ["CVE-1", "GHSA-a"] }),
    advisory({ id: "GHSA-b", aliases: ["CVE-1", "CVE-2"] }),
    advisory({ id: "CVE-3" }),
  ]);

  test.each<[string, readonly string[]]>([
    ["GHSA-a", ["CVE-1", "GHSA-a", "OSV-1"]],
    ["CVE-1", ["GHSA-a", "GHSA-b", "OSV-1"]],
    ["GHSA-b", ["CVE-1", "CVE-2", "GHSA-b"]],
    ["CVE-3", []],
  ])("%s to %j", (id, linked) => {
    expect([...new Set(linkedTo(id, recorded))].toSorted()).toEqual([...linked]);
  });
});
