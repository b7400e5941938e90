import { describe, expect, test } from "bun:test";
import {
  advisoryCwes,
  advisoryId,
  advisoryScores,
  keepVersions,
} from "../../../../src/ingest/formats/vulnerabilities/npm-advisory.ts";
import { observationOf } from "../../../../src/ingest/formats/vulnerabilities/observation.ts";
import { vulnerabilitySink } from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

describe("advisoryId()", () => {
  test.each([
    ["its own GHSA id", { github_advisory_id: "GHSA-2222-3333-4444", id: 7 }, "GHSA-2222-3333-4444"],
    ["that of its address", { url: "https://github.com/advisories/GHSA-2222-3333-4444", id: 7 }, "GHSA-2222-3333-4444"],
    ["npm's number", { url: "https://npmjs.com/advisories/1488", id: 1488 }, "NPM-1488"],
    ["a number as text", { id: "1488" }, "NPM-1488"],
    ["none", { id: "" }, undefined],
    ["an odd one", { id: {} }, undefined],
    ["nothing", null, undefined],
  ])("%s", (_, advisory, id) => {
    expect(advisoryId(advisory, ["id"])).toBe(id as string);
  });
});

test.each([
  ["a list", ["CWE-1", "CWE-2"], ["CWE-1", "CWE-2"]],
  ["one", "CWE-1", ["CWE-1"]],
  ["several in one text", "CWE-1,CWE-2", ["CWE-1", "CWE-2"]],
  ["null", null, []],
])("advisoryCwes() of %s", (_, cwe, expected) => {
  expect(advisoryCwes({ cwe })).toEqual(expected);
});

test("advisoryScores() leaves out a score without a vector, which is always 0", () => {
  expect(advisoryScores({ cvss: { score: 0, vectorString: null } })).toEqual([]);
  expect(
    advisoryScores({ cvss: { score: 5.3, vectorString: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:N" } }),
  ).toHaveLength(1);
});

test.each([
  ["one for each version", ["1", "2", "1"], 2, 1],
  ["one when none is named", [], 1, 0],
  ["one for all that are not told", [undefined, undefined], 1, 1],
])("keepVersions() keeps %s", (_, versions, kept, others) => {
  const sink = vulnerabilitySink("a.json");
  keepVersions(versions, sink, (version) =>
    observationOf({
      id: "X-1",
      package: { name: version ?? "x" },
      tool: "t",
      source: { input: "a.json", pointer: "" },
    }),
  );
  expect(sink.observations).toHaveLength(kept);
  expect([...(sink.notUsed.get("vulnerable versions")?.values() ?? [])].reduce((a, b) => a + b, 0)).toBe(others);
});
