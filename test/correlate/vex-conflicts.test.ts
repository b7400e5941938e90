import { expect, test } from "bun:test";
import { conflictsOf, whyCounts } from "../../src/correlate/vex-conflicts.ts";
import { type Claim, judge, type Scales } from "../../src/correlate/vex-precedence.ts";
import { exactness } from "../../src/correlate/vex-products.ts";
import type { VexStatement } from "../../src/domain/vex.ts";
import { statement, vulnerability } from "../support/build.ts";

const scales: Scales = { doubts: new Map(), trustOf: () => 0 };

function decided(statements: readonly VexStatement[], by: Scales = scales) {
  const claims = new Map(
    statements.map((one): [VexStatement, Claim] => [
      one,
      { statement: one, match: { exactness: exactness.version, by: "x" } },
    ]),
  );
  const judgement = judge(claims.values(), by);
  if (judgement === undefined) throw new RangeError("no claim");
  return { vulnerability: vulnerability(), claims, judgement };
}

test("conflictsOf() lists statements of different status, the one that counts first", () => {
  const given = [
    statement({ author: "A", timestamp: "2026-01-01T00:00:00Z" }),
    statement({ status: "affected", timestamp: "2026-02-01T00:00:00Z" }),
  ];
  expect(conflictsOf([decided(given), decided([statement(), statement()])], scales)).toEqual([
    {
      vulnerability: "CVE-2021-0001 in pkg:npm/lodash@4.17.20",
      statements: [
        { status: "affected", timestamp: "2026-02-01T00:00:00Z", source: given[1]!.source },
        { status: "not_affected", author: "A", timestamp: "2026-01-01T00:00:00Z", source: given[0]!.source },
      ],
      why: "it is later",
    },
  ]);
});

test("conflictsOf() lists twenty of many", () => {
  const many = Array.from({ length: 50 }, (_, i) => statement({ status: i === 0 ? "affected" : "fixed" }));
  expect(conflictsOf([decided(many)], scales)[0]?.statements).toHaveLength(20);
});

test("whyCounts() says that an author who is trusted more warns of what another clears more exactly", () => {
  const by: Scales = { ...scales, trustOf: ({ author }) => (author === "A" ? 0 : 1) };
  const claim = (author: string, status: VexStatement["status"], exact: number): Claim => ({
    statement: statement({ author, status }),
    match: { exactness: exact, by: "x" },
  });
  const clearing = claim("B", "not_affected", exactness.version);
  const judgement = judge([clearing, claim("A", "affected", exactness.everyVersion)], by);
  if (judgement === undefined) throw new RangeError("no claim");
  expect(whyCounts(judgement, clearing, by)).toBe(
    "its author is trusted more, and warns of what the other would clear",
  );
});

test("whyCounts() says that the other is expired or doubtful", () => {
  const [old, valid] = [statement({ timestamp: "2026-03-01T00:00:00Z" }), statement()];
  const warning = statement({ status: "affected" });
  const why = (doubted: VexStatement, isExpired: boolean, others: readonly VexStatement[]) => {
    const by = { ...scales, doubts: new Map([[doubted, { why: "", isExpired }]]) };
    const { judgement, claims } = decided(others, by);
    return whyCounts(judgement, claims.get(doubted)!, by);
  };
  expect(why(old, true, [old, valid])).toBe("the other is expired");
  expect(why(old, false, [old, warning])).toBe("the other is doubtful");
});
