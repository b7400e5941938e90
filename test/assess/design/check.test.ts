import { expect, test } from "bun:test";
import type { Answer } from "../../../src/assess/design/answers.ts";
import { type DesignCheck, judge } from "../../../src/assess/design/check.ts";
import { designView } from "../../../src/assess/design/facts.ts";
import { design } from "../../support/build.ts";

const view = designView({ design: [design()], contexts: [] });

function checkOf(applies: Answer, holds: Answer): DesignCheck {
  return {
    id: "design/a-test",
    stride: "spoofing",
    title: "all is well",
    severity: "high",
    about: "risk",
    applies: () => applies,
    holds: () => holds,
    fails: "it is not well",
    spared: "it does not matter",
    wants: "whether it is well",
    fix: "mend it",
    references: [],
  };
}

test.each([
  ["no", "no", "not_applicable", "it does not matter"],
  ["no", "yes", "not_applicable", "it does not matter"],
  ["yes", "yes", "pass", "all is well"],
  ["unknown", "yes", "pass", "all is well"],
  ["yes", "no", "fail", "it is not well"],
  ["unknown", "no", "unknown", "it is not known whether it is well"],
  ["yes", "unknown", "unknown", "it is not known whether it is well"],
  ["unknown", "unknown", "unknown", "it is not known whether it is well"],
] as const)("judge() where it applies %s and holds %s is %s", (applies, holds, status, reason) => {
  expect(judge(checkOf(applies, holds), view.components[0]!, view)).toMatchObject({ status, reason });
});
