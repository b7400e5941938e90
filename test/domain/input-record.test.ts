import { expect, test } from "bun:test";
import { inputRecord } from "../../src/domain/input-record.ts";
import { inputFile } from "../support/build.ts";

const twoLists = inputFile({
  accounts: [
    { items: "matches", raw: 3, kept: 2, notApplicable: [{ reason: "unreadable match", count: 1 }] },
    { items: "ignored matches", raw: 2, kept: 2, notApplicable: [] },
  ],
});

test("inputRecord() takes what was merged out of the accounts of its sort, in their order", () => {
  const { accounts } = inputRecord(twoLists, [{ input: "scan.json", items: "vulnerabilities", count: 3 }]);
  expect(accounts.map(({ raw, kept, merged }) => [raw, kept, merged])).toEqual([
    [3, 0, 2],
    [2, 1, 1],
  ]);
});

test("inputRecord() names the archive that a file came out of", () => {
  const archive = { name: "r.zip", sha256: "ab" };
  expect(inputRecord(inputFile({ archive })).archive).toEqual(archive);
  expect(Object.hasOwn(inputRecord(inputFile()), "archive")).toBe(false);
});
