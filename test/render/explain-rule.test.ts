import { describe, expect, test } from "bun:test";
import { ruleItems } from "../../src/render/explain-rule.ts";
import { sections } from "./explain-sections.ts";

const items = (rule: string, count: number) => ruleItems({ rule, count }, sections);
const path = "internet → aws_lb.web (faces the internet) → aws_ecs_service.web";

describe("ruleItems() takes all from the section:", () => {
  test.each([
    [
      "posture/failures",
      2,
      [
        "aws-x/y (high) on aws_lb.web: 0.0.0.0/0 at ingress[0]",
        "aws-x/y (high) on aws_lb.two: 0.0.0.0/0 at ingress[0]",
      ],
    ],
    ["posture/weaknesses", 1, ["aws-x/weak (medium) on aws_lb.web: 0.0.0.0/0 at ingress[0]"]],
    ["posture/unknown", 1, ["aws-x/open (high) on aws_lb.web: at ingress[0]"]],
    ["exposure/open-vulnerability", 1, [`CVE-2021-0002 (high) in pkg:npm/b@1: known exploited, reached by ${path}`]],
    ["exposure/contradiction", 1, [`the design states internal, but ${path}`]],
    ["exposure/unknown", 1, ["whether the internet reaches aws_db.x is not told: not told"]],
    ["guardrails/fail-on", 1, ["CVE-2021-0002 (high) in pkg:npm/b@1"]],
    ["guardrails/warn-on", 1, ["js/xss (medium): m"]],
  ])("%s", (rule, count, expected) => {
    expect(items(rule, count).items.map(({ what }) => what)).toEqual(expected);
  });
});

test("ruleItems() takes what the decision keeps when the section has another number", () => {
  expect(items("posture/failures", 9)).toEqual({ count: 9, items: [{ what: "first", where: "w", fix: "f" }] });
});

test("ruleItems() gives the first of a rule that no section lists, and how many there are", () => {
  const { count, items: kept } = items("x/y", 30);
  expect([count, kept.map(({ what }) => what)]).toEqual([30, ["first", "second"]]);
  expect(items("x/none", 0)).toEqual({ count: 0, items: [] });
});
