import { describe, expect, test } from "bun:test";
import { applyVex } from "../../src/correlate/vex.ts";
import { explained } from "../../src/correlate/vex-explain.ts";
import { productMatcher } from "../../src/correlate/vex-products.ts";
import { releaseOf } from "../../src/correlate/vex-release.ts";
import { reportedBy } from "../../src/correlate/vex-reported.ts";
import { defaultVexOptions, type VexOptions, type VexStatement } from "../../src/domain/vex.ts";
import { express, packageRef, productOf, statement, unjustified, vulnerability } from "../support/build.ts";

function explain(statements: readonly VexStatement[], options: Partial<VexOptions> = {}) {
  const known = [vulnerability({ aliases: ["GHSA-a"] }), vulnerability({ package: packageRef(express) })];
  return applyVex(known, statements, {
    release: () => releaseOf([], []),
    asOf: "2026-08-25T12:00:00Z",
    options: { ...defaultVexOptions, ...options },
    recorded: new Map(),
  }).statements;
}

const steps = (given: VexStatement, options: Partial<VexOptions> = {}) =>
  explain([given], options)[0]?.trace.map(({ step, held, text }) => `${step} ${held ? "yes" : "no"}: ${text}`);

describe("explained() traces", () => {
  test("a statement that counts, by its alias, its product and its author", () => {
    expect(
      steps(statement({ vulnerability: "OSV-1", aliases: ["GHSA-a"], author: "A" }), { trusted_authors: ["A"] }),
    ).toEqual([
      "vulnerability yes: OSV-1 by its alias GHSA-a is reported in 1 package",
      "product yes: covers CVE-2021-0001 in pkg:npm/lodash@4.17.20 by pkg:npm/lodash@4.17.20",
      "trust yes: A is number 1 in trusted_authors",
      "precedence yes: counts for 1 of 1",
    ]);
  });

  test("an author that is not in the list", () => {
    expect(steps(statement(), { trusted_authors: ["A"] })).toContain(
      "trust no: an unnamed author is not in trusted_authors",
    );
  });

  test("one that nobody reported, to the first step", () => {
    expect(steps(statement({ vulnerability: "CVE-9" }))).toEqual([
      "vulnerability no: no scan reported CVE-9; the scans report 1 other vulnerability of pkg:npm/lodash@4.17.20",
    ]);
  });

  test("one on another product, to the second", () => {
    expect(steps(statement({ products: [productOf("pkg:npm/lodash@5")] }))).toEqual([
      "vulnerability yes: CVE-2021-0001 is reported in 2 packages",
      "product no: version 4.17.20 is not 5",
    ]);
  });

  test("one that is doubtful", () => {
    const [one] = explain([unjustified()]);
    expect(one?.trace.at(-1)).toEqual({
      step: "trust",
      held: false,
      text: "not_affected without a justification or impact statement",
    });
    expect(one?.nearestMiss).toStartWith("it would clear 1 vulnerability, but is not_affected without");
  });

  test("one that another supersedes, with the place of the other", () => {
    const other = statement({ timestamp: "2026-02-01T00:00:00Z", author: "A", status: "fixed" });
    const [one] = explain([statement(), other]);
    expect(one).toMatchObject({ outcome: "superseded", nearestMiss: one?.why as string });
    expect(one?.why).toBe(`fixed of A (${other.source.input}#${other.source.pointer}) counts: it is later`);
  });
});

test("explained() gives every statement that changes nothing a nearest miss, and no other", () => {
  const all = explain([statement(), unjustified(), statement({ vulnerability: "CVE-9" }), statement({ products: [] })]);
  expect(all.map((one) => one.nearestMiss !== undefined)).toEqual(all.map((one) => one.outcome !== "applied"));
});

test("explained() of a statement without claims asks nothing of the decisions", () => {
  const release = releaseOf([], []);
  const one = explained(statement(), [], {
    release,
    matcher: productMatcher(release),
    scales: { doubts: new Map(), trustOf: () => 0 },
    options: defaultVexOptions,
    reported: reportedBy([], release.isSbom),
    decided: new Map(),
    linked: () => ["GHSA-z"],
    countOf: () => 0,
  });
  expect(one).toMatchObject({ outcome: "unmatched", why: "no scan reported CVE-2021-0001 or its 1 alias GHSA-z" });
});
