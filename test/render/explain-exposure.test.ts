import { describe, expect, test } from "bun:test";
import {
  exposureNames,
  exposureTargets,
  factLines,
  factOf,
  leadsTo,
  leadsToLines,
  pathOf,
  targetsOf,
  vulnerabilityExposureLines,
  vulnerabilityPath,
} from "../../src/render/explain-exposure.ts";
import { exploited, fact, sections } from "./explain-sections.ts";

const path = "internet → aws_lb.web (faces the internet) → aws_ecs_service.web";

test("exposureTargets() and leadsTo() tell a thing from what is on the way to it", () => {
  expect(exposureTargets(sections, "aws_ecs_service.web")).toEqual([fact]);
  expect(leadsTo(sections, "aws_ecs_service.web")).toEqual([]);
  expect(leadsTo(sections, "aws_lb.web")).toEqual([fact]);
  expect([targetsOf(sections).length, targetsOf({}).length]).toEqual([2, 0]);
  expect(exposureNames(sections)).toContain("aws_lb.web");
});

test("factLines() tell the word, why, the path and whom it speaks for", () => {
  expect(factLines(fact)).toEqual([
    "  exposed: yes, the internet reaches it (shown by the plans and manifests)",
    "    why: it is registered",
    `    path: ${path}`,
    "    in plan.json#/1",
    "    speaks for the packages of sbom.json",
  ]);
  expect(leadsToLines(fact)[0]).toBe("  on the way to aws_ecs_service.web, which is exposed");
  expect(leadsToLines({ ...fact, exposed: "no" })[0]).toEndWith("which is exposed: no");
  expect(pathOf(fact)).toBe(path);
});

describe("vulnerabilityExposureLines()", () => {
  test("tell of what speaks for the package", () => {
    const lines = vulnerabilityExposureLines(exploited, sections);
    expect(lines.slice(0, 2)).toEqual([
      "  part of aws_ecs_service.web",
      "  exposed: yes, the internet reaches it (shown by the plans and manifests)",
    ]);
  });

  test.each([
    ["nothing is joined to it", { ...exploited, exposed: undefined }, sections, "exposed: not told"],
    ["nothing was evaluated", exploited, { exposure: { why: "no plan" } }, "exposed: not told (no plan)"],
    [
      "the fact is not listed",
      exploited,
      { exposure: { status: "evaluated" } },
      "exposed: yes, by aws_ecs_service.web",
    ],
  ])("when %s", (_, one, all, words) => {
    expect(vulnerabilityExposureLines(one, all).join("")).toContain(words);
  });
});

test("factOf() takes no fact that says otherwise", () => {
  expect(factOf(exploited, sections)).toBe(fact);
  expect(factOf({ exposed: { ...exploited.exposed, value: "no" } }, sections)).toBeUndefined();
  expect([vulnerabilityPath(exploited, sections), vulnerabilityPath({}, sections)]).toEqual([path, undefined]);
});
