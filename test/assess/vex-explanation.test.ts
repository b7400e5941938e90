import { expect, test } from "bun:test";
import { conflictRecords, explainVex } from "../../src/assess/vex-explanation.ts";
import { matched } from "../support/build.ts";

const source = { input: "vex.json", pointer: "/statements/0" };

test("explainVex() tells all of an unused statement, and no more of one that counts", () => {
  const trace = [{ step: "product", held: false, text: "version 1 is not 2" }] as const;
  const unused = matched({
    outcome: "unmatched",
    matched: [],
    why: "w",
    nearestMiss: "version 1 is not 2",
    trace,
    source,
  });
  const [one, two] = explainVex([unused, matched({ author: "A" })]);
  expect(one).toEqual({
    vulnerability: "CVE-2021-0001",
    status: "not_affected",
    justification: "vulnerable_code_not_present",
    product_count: 1,
    outcome: "unmatched",
    why: "w",
    nearest_miss: "version 1 is not 2",
    trace: [...trace],
    source: "vex.json#/statements/0",
  });
  expect(two).toMatchObject({ author: "A", outcome: "applied", matched: ["CVE-2021-0001 in pkg:npm/lodash@4.17.20"] });
  expect(two).not.toHaveProperty("nearest_miss");
});

test("conflictRecords() names the places", () => {
  const conflict = { vulnerability: "k", why: "it is later", statements: [{ status: "fixed" as const, source }] };
  expect(conflictRecords([conflict])).toEqual([
    { vulnerability: "k", why: "it is later", statements: [{ status: "fixed", source: "vex.json#/statements/0" }] },
  ]);
});
