import { expect, test } from "bun:test";
import { type Check, notApplicable, passWhen } from "../../../src/assess/posture/check.ts";
import { judge } from "../../../src/assess/posture/judge.ts";
import { is } from "../../../src/assess/posture/values.ts";
import { resourcesOf } from "../../support/posture-case.ts";

function check(over: Partial<Check> = {}): Check {
  return {
    id: "test/on",
    title: "It is on",
    severity: "high",
    types: ["box", "Pod"],
    fix: "switch it on",
    references: ["https://example.com"],
    aka: {},
    controls: ["nist-800-53:CM-6"],
    judge: ({ values }) => passWhen(is(values, "on", true)),
    ...over,
  };
}

test("judge() gives every check what is of its types and is there afterwards", () => {
  const resources = resourcesOf([
    { type: "box", name: "good", values: { on: true } },
    { type: "box", name: "bad", values: {} },
    { type: "box", name: "gone", action: "delete" },
    { type: "other", name: "o" },
    { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, on: "<unknown>" },
  ]);
  const judged = judge(resources, [check(), check({ id: "test/not", judge: () => notApplicable })]);
  expect(judged.results.map((one) => [one.resource.address, one.status])).toEqual([
    ["box.good", "pass"],
    ["box.bad", "fail"],
    ["Pod/p", "unknown"],
  ]);
  expect(judged.judged).toBe(3);
  expect(judged.unjudged.map((one) => one.address)).toEqual(["other.o"]);
  expect(judged.gone.map((one) => one.address)).toEqual(["box.gone"]);
});
