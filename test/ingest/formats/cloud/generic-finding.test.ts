import { expect, test } from "bun:test";
import { genericStanding } from "../../../../src/ingest/formats/cloud/generic-finding.ts";

const none = { isDuplicate: false, isMitigated: false, isFalsePositive: false };

test.each([
  ["nothing decided", {}, "open", undefined],
  ["a duplicate", { isDuplicate: true, isFalsePositive: true }, "gone", undefined],
  ["mitigated", { isMitigated: true }, "gone", undefined],
  ["a false positive", { isFalsePositive: true }, "open", "false positive"],
  ["an accepted risk", { isAccepted: true }, "open", "risk accepted"],
  ["out of scope", { isOutOfScope: true }, "open", "out of scope"],
])("%s", (_, flags, is, rule) => {
  const standing = genericStanding({ ...none, ...flags });
  expect([standing.is, standing.is === "open" ? standing.suppression?.rule : undefined]).toEqual([is, rule]);
});
