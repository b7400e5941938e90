import { expect, test } from "bun:test";
import fc from "fast-check";
import { covers } from "../../src/correlate/purl-covers.ts";
import { applyVex } from "../../src/correlate/vex.ts";
import { releaseOf } from "../../src/correlate/vex-release.ts";
import { defaultVexOptions, type VexStatement, vexStatuses } from "../../src/domain/vex.ts";
import { isOpen, type Vulnerability } from "../../src/domain/vulnerability.ts";
import {
  express,
  lodash,
  packageRef,
  productOf,
  shuffled,
  statement,
  unjustified,
  vulnerability,
} from "../support/build.ts";

/** After every statement here. */
const clock = "2026-08-25T12:00:00Z";

const purls = [lodash, express, "pkg:npm/lodash", "pkg:npm/lodash@4.17.20?a=b", "pkg:npm/other@1"];

const statements = fc
  .array(
    fc.record({
      vulnerability: fc.constantFrom("CVE-1", "CVE-2", "GHSA-a"),
      status: fc.constantFrom(...vexStatuses),
      purl: fc.constantFrom(...purls),
      timestamp: fc.constantFrom(
        "2026-01-01T00:00:00Z",
        "2026-01-01T01:00:00+01:00",
        "2026-02-01T00:00:00Z",
        undefined,
      ),
      reasoned: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((rows) =>
    rows.map(({ purl, reasoned, timestamp, ...row }) =>
      (reasoned ? statement : unjustified)({
        ...row,
        products: [productOf(purl)],
        ...(timestamp !== undefined && { timestamp }),
      }),
    ),
  );

const vulnerabilities: readonly Vulnerability[] = [
  vulnerability({ id: "CVE-1", aliases: ["GHSA-a"] }),
  vulnerability({ id: "CVE-1", package: packageRef(express), state: "suppressed", suppression: { kind: "tool" } }),
  vulnerability({ id: "CVE-1", aliases: ["CVE-2", "GHSA-a"], package: packageRef(express) }),
  vulnerability({ id: "CVE-2", package: { name: "lodash", version: "4.17.20" } }),
];

const apply = (given: readonly VexStatement[]) =>
  applyVex(vulnerabilities, given, {
    release: () => releaseOf([], []),
    asOf: clock,
    options: defaultVexOptions,
    recorded: new Map(),
  });

test("applyVex() does not depend on the order of statements", () => {
  fc.assert(
    fc.property(statements, fc.nat(), (given, seed) => {
      const byPlace = (list: ReturnType<typeof apply>["statements"]) =>
        new Map(list.map((one) => [one.source.pointer, { outcome: one.outcome, why: one.why, matched: one.matched }]));
      const [a, b] = [apply(given), apply(shuffled(given, seed))];
      expect(b.vulnerabilities).toEqual(a.vulnerabilities);
      for (const [place, told] of byPlace(a.statements)) expect(byPlace(b.statements).get(place)).toEqual(told);
    }),
  );
});

test("applyVex() closes nothing without a reasoned statement on that vulnerability and package", () => {
  fc.assert(
    fc.property(statements, (given) => {
      for (const [index, after] of apply(given).vulnerabilities.entries()) {
        const before = vulnerabilities[index];
        if (before === undefined || !isOpen(before) || isOpen(after)) continue;
        const closers = given.filter(
          (one) =>
            (one.status === "fixed" || (one.status === "not_affected" && one.justification !== undefined)) &&
            [before.id, ...before.aliases].includes(one.vulnerability) &&
            one.products.some((product) => covers(product.id, before.package.purl ?? "")),
        );
        expect(closers.length).toBeGreaterThan(0);
      }
    }),
  );
});

test("applyVex() keeps every vulnerability and explains every statement", () => {
  fc.assert(
    fc.property(statements, (given) => {
      const { vulnerabilities: after, statements: explained } = apply(given);
      expect(after.map((one) => one.id)).toEqual(vulnerabilities.map((one) => one.id));
      expect(explained.map((one) => one.source)).toEqual(given.map((one) => one.source));
      for (const one of explained) expect(one.why).not.toBe("");
    }),
  );
});
