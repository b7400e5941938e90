import { expect, test } from "bun:test";
import { runOfTombstone, tombstoneName } from "../../src/evidence/tombstone.ts";

test.each(["one", "20260101T000000Z-0123abcd", "x.tombstone.json"])("runOfTombstone() is the run of %s", (run) => {
  expect(runOfTombstone(tombstoneName(run))).toBe(run);
});

test.each([".tombstone.json", "one", "one.tombstone.json.bak"])("runOfTombstone() knows none of %s", (name) => {
  expect(runOfTombstone(name)).toBeUndefined();
});
