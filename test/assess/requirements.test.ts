import { describe, expect, test } from "bun:test";
import { requirementCounts, requirementDoubts, requirementRecord, ssvcInputs } from "../../src/assess/requirements.ts";
import type { Requirement } from "../../src/domain/requirement.ts";
import { requirement, sourceOf } from "../support/build.ts";

const control = { ref: "SOC2:CC6.1", framework: "SOC2", control: "CC6.1" };
const of = (over: Partial<Requirement>): Requirement => ({
  ...requirement(),
  id: "REQ-1",
  controls: [control],
  ...over,
});

test("requirementRecord() names the given id where it is another one", () => {
  expect(requirementRecord(of({ id: "REQ-0001", givenId: "SEC-7", pii: "yes" }))).toMatchObject({
    requirement_id: "REQ-0001",
    given_id: "SEC-7",
    control_refs: ["SOC2:CC6.1"],
    controls: [{ framework: "SOC2", control: "CC6.1" }],
    pii: "yes",
    internet_facing: "unknown",
  });
  expect(requirementRecord(of({ givenId: "REQ-1" }))).not.toHaveProperty("given_id");
});

test("requirementCounts() count what is stated and what is not", () => {
  const all = [
    of({ pii: "yes", dataClasses: ["pii"] }),
    of({ controls: [{ ref: "x", control: "x" }] }),
    of({ controls: [] }),
  ];
  expect(requirementCounts(all)).toEqual({
    total: 3,
    without_control: 1,
    by_framework: { SOC2: 1, not_stated: 1 },
    by_data_class: { not_stated: 2, pii: 1 },
    pii: { unknown: 2, yes: 1 },
    internet_facing: { unknown: 3 },
  });
});

describe("ssvcInputs()", () => {
  test("are open where a requirement is internet-facing, and name it", () => {
    expect(ssvcInputs([of({ internetFacing: "yes" })])).toMatchObject({
      system_exposure: "open",
      because: "internet_facing: REQ-1",
      mission_impact: "unknown",
    });
  });

  test("are unknown else: personal data says nothing of exposure or safety", () => {
    expect(ssvcInputs([of({ pii: "yes", internetFacing: "no" })])).toMatchObject({
      system_exposure: "unknown",
      safety_impact: "unknown",
    });
  });
});

test.each([
  ["nothing", [of({})], 0],
  ["shared ids in one input", [of({}), of({})], 0],
  ["shared ids in two", [of({}), of({ source: sourceOf("other.csv") })], 1],
  ["no control", [of({ controls: [] })], 1],
  ["a contradiction", [of({ pii: "no", dataClasses: ["pii"] })], 1],
] as const)("requirementDoubts() with %s", (_, requirements, doubts) => {
  expect(requirementDoubts({ requirements })).toHaveLength(doubts);
});
