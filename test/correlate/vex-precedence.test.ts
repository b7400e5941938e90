import { describe, expect, test } from "bun:test";
import { type Claim, judge, type Scales, trustIn, weigh } from "../../src/correlate/vex-precedence.ts";
import { exactness } from "../../src/correlate/vex-products.ts";
import { defaultVexOptions, type VexStatement } from "../../src/domain/vex.ts";
import { statement } from "../support/build.ts";

const equal: Scales = { doubts: new Map(), trustOf: () => 0 };
const claim = (over: Partial<VexStatement> = {}, exact: number = exactness.version): Claim => ({
  statement: statement(over),
  match: { exactness: exact, by: "x" },
});
const [early, late] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"];

describe("weigh() puts first", () => {
  test.each<[string, Claim, Claim, string]>([
    [
      "a part of the product",
      claim({}, exactness.subcomponent),
      claim({}, exactness.version),
      "it names the very version as a part of the product",
    ],
    [
      "the version before a range",
      claim({}, exactness.version),
      claim({}, exactness.range),
      "it names the very version",
    ],
    [
      "a range before the package",
      claim({}, exactness.range),
      claim({}, exactness.everyVersion),
      "it names a range of versions",
    ],
    [
      "the package before the product",
      claim({}, exactness.everyVersion),
      claim({}, exactness.whole),
      "it names the package",
    ],
    [
      "the exact before the late",
      claim({ timestamp: early }),
      claim({ timestamp: late }, exactness.whole),
      "it names the very version",
    ],
    ["the late", claim({ timestamp: late }), claim({ timestamp: early }), "it is later"],
    ["the cautious", claim({ status: "affected" }), claim(), "it clears less"],
  ])("%s", (_, a, b, why) => {
    expect(weigh(a, b, equal)).toMatchObject({ order: expect.any(Number), why });
    expect([weigh(a, b, equal).order < 0, weigh(b, a, equal).order > 0]).toEqual([true, true]);
  });

  test("the trusted before the late", () => {
    const trustOf = trustIn({ ...defaultVexOptions, trusted_authors: ["Maker"] });
    const weighed = weigh(claim({ author: "maker", timestamp: early }), claim({ timestamp: late }), {
      ...equal,
      trustOf,
    });
    expect(weighed).toEqual({ order: -1, why: "its author is trusted more" });
  });
});

describe("trustIn() places", () => {
  const trusted_authors = ["Red Hat Product Security", "Vendor*", "sec@vendor.example"];
  test.each<[string | undefined, number]>([
    ["red hat product security", 0],
    ["Red Hat Product Security Team", 3],
    ["sec@Vendor.example", 2],
    ["sec@vendor.example.evil", 3],
    ["vendor evil", 3],
    [undefined, 3],
  ])("%s at %p", (author, place) => {
    expect(trustIn({ ...defaultVexOptions, trusted_authors })(statement(author === undefined ? {} : { author }))).toBe(
      place,
    );
  });

  test("everybody alike without a list, and strangers last with one", () => {
    expect(trustIn(defaultVexOptions)(statement({ author: "x" }))).toBe(0);
    expect(trustIn({ ...defaultVexOptions, trusted_authors: ["a", "ab"] })(statement({ author: "abc" }))).toBe(2);
  });
});

describe("judge()", () => {
  test("of nothing is nothing", () => {
    expect(judge([], equal)).toBeUndefined();
  });

  test("lets an expired one stand back, unless it is alone", () => {
    const [expired, valid] = [claim({}, exactness.version), claim({}, exactness.whole)];
    const doubts = new Map([[expired.statement, { why: "expired", isExpired: true }]]);
    expect(judge([expired, valid], { ...equal, doubts })?.counts).toBe(valid);
    expect(judge([expired], { ...equal, doubts })?.counts).toBe(expired);
  });

  test("lets a warning of an author who is trusted more count, however exact the clearance is", () => {
    const clearing = claim({ author: "B" }, exactness.version);
    const warning = claim({ author: "A", status: "affected" }, exactness.everyVersion);
    const countsBy = (trusted_authors: readonly string[]) =>
      judge([clearing, warning], { ...equal, trustOf: trustIn({ ...defaultVexOptions, trusted_authors }) })?.counts;
    expect([countsBy(["A"]), countsBy(["A", "B"])]).toEqual([warning, warning]);
    expect([countsBy([]), countsBy(["B"]), countsBy(["B", "A"])]).toEqual([clearing, clearing, clearing]);
  });

  test("lets a warning count where the strongest is doubtful", () => {
    const [doubtful, warning, clearing] = [
      claim(),
      claim({ status: "affected" }, exactness.whole),
      claim({}, exactness.range),
    ];
    const doubts = new Map([[doubtful.statement, { why: "bare", isExpired: false }]]);
    expect(judge([clearing, doubtful, warning], { ...equal, doubts })).toEqual({ first: doubtful, counts: warning });
    expect(judge([clearing, doubtful], { ...equal, doubts })?.counts).toBe(doubtful);
  });
});
