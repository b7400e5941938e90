import { describe, expect, test } from "bun:test";
import { aliasGroups, compareIds, isCve, linkedTo, recordedAliases } from "../../src/correlate/aliases.ts";
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
