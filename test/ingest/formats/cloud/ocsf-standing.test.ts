import { describe, expect, test } from "bun:test";
import { ocsfStanding } from "../../../../src/ingest/formats/cloud/ocsf-standing.ts";

describe("ocsfStanding() of a check", () => {
  test.each([
    ["PASS of Prowler", { status_code: "PASS" }, "gone"],
    ["MANUAL of Prowler", { status_code: "MANUAL" }, "gone"],
    ["FAIL of Prowler", { status_code: "FAIL" }, "open"],
    ["a code of another source", { status_code: "success" }, "open"],
    ["compliance Pass", { compliance: { status: "Pass" } }, "gone"],
    ["compliance by number", { compliance: { status_id: 1 } }, "gone"],
    ["compliance Warning", { compliance: { status_id: 2 } }, "undecided"],
    ["compliance Fail", { compliance: { status: "Fail", status_id: 3 } }, "open"],
    ["a failure that is also called a pass", { status_code: "PASS", compliance: { status_id: 3 } }, "open"],
    ["compliance without a status", { compliance: { control: "1.1" } }, "open"],
  ])("%s", (_, item, expected) => {
    expect(ocsfStanding(item).is).toBe(expected as "open");
  });
});

describe("ocsfStanding() of a finding", () => {
  test.each([
    ["new", { status_id: 1, status: "New" }, "open"],
    ["resolved", { status_id: 4 }, "gone"],
    ["resolved by its word", { status: "Resolved" }, "gone"],
    ["deleted", { status_id: 6 }, "gone"],
    ["closed", { activity_id: 3 }, "gone"],
    ["closed and new", { activity_id: 3, status_id: 1 }, "open"],
    ["a word against a number", { status: "New", status_id: 4 }, "open"],
    ["a status of the event in class 2001", { class_uid: 2001, status_id: 4 }, "open"],
    ["a state of class 2001", { class_uid: 2001, state_id: 4 }, "gone"],
    ["a number beyond the list", { status_id: 99, status: "Parked" }, "open"],
    ["a failed check that was resolved", { status_code: "FAIL", status_id: 4 }, "gone"],
    ["no object", 7, "open"],
  ])("%s", (_, item, expected) => {
    expect(ocsfStanding(item).is).toBe(expected as "open");
  });

  test("a suppression has the comment for its reason", () => {
    expect(ocsfStanding({ status_id: 3, comment: "agreed" })).toEqual({
      is: "open",
      suppression: { kind: "tool", justification: "agreed", rule: "status Suppressed" },
    });
    expect(ocsfStanding({ status_id: 3, status: "New" })).toEqual({ is: "open" });
  });
});
