import { expect, test } from "bun:test";
import { account, count, type Tally } from "../../src/ingest/account.ts";

test("account() closes the sum: raw = kept + not applicable", () => {
  const tally: Tally = new Map();
  count(tally, "no purl");
  count(tally, "a container", 3);
  count(tally, "no purl");
  expect(account("components", 4, tally)).toEqual({
    items: "components",
    raw: 9,
    kept: 4,
    notApplicable: [
      { reason: "a container", count: 3 },
      { reason: "no purl", count: 2 },
    ],
  });
});

test("account() of nothing has no reasons", () => {
  expect(account("results", 0, new Map())).toEqual({ items: "results", raw: 0, kept: 0, notApplicable: [] });
});
