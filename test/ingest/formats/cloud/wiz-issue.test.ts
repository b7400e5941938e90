import { expect, test } from "bun:test";
import { gone, open, setAside } from "../../../../src/ingest/formats/cloud/cloud-finding.ts";
import { wizDoubts, wizStanding } from "../../../../src/ingest/formats/cloud/wiz-issue.ts";

const note = "known";

test.each([
  [undefined, undefined, open],
  ["OPEN", undefined, open],
  ["IN_PROGRESS", "ISSUE_FIXED", open],
  ["resolved", undefined, gone("status RESOLVED")],
  ["RESOLVED", "object_deleted", gone("status RESOLVED")],
  ["RESOLVED", "CONTROL_DISABLED", setAside("status RESOLVED, CONTROL_DISABLED", note)],
  ["REJECTED", undefined, setAside("status REJECTED", note)],
  ["REJECTED", "WONT_FIX", setAside("status REJECTED, WONT_FIX", note)],
])("wizStanding() of the status %p and the resolution %p", (status, resolution, expected) => {
  expect(wizStanding({ status, resolution, note })).toEqual(expected);
});

test("wizDoubts() doubts an export without issues", () => {
  expect([wizDoubts(0).length, wizDoubts(1).length]).toEqual([1, 0]);
});
