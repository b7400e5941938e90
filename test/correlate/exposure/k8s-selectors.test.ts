import { describe, expect, test } from "bun:test";
import { matchesAll, matchesSelector, workloadsOf } from "../../../src/correlate/exposure/k8s-selectors.ts";
import { unknownValue } from "../../../src/domain/resource.ts";
import { deployment, sceneFrom } from "../../support/exposure.ts";

describe("matchesAll()", () => {
  test.each([
    [{ app: "web" }, { app: "web", tier: "front" }, true],
    [{ app: "web", tier: "back" }, { app: "web" }, false],
    [{ app: unknownValue }, { app: "web" }, undefined],
    [{ app: unknownValue }, {}, false],
    [unknownValue, { app: "web" }, undefined],
  ])("%p of %p is %p", (selector, labels, expected) => {
    expect(matchesAll(selector, labels)).toBe(expected);
  });
});

describe("matchesSelector()", () => {
  const expression = (operator: string, values: string[]) => ({ matchExpressions: [{ key: "app", operator, values }] });
  test.each([
    [{}, true],
    [{ matchLabels: { app: "web" } }, true],
    [expression("In", ["web", "api"]), true],
    [expression("NotIn", ["web"]), false],
    [expression("Exists", []), true],
    [expression("DoesNotExist", []), false],
    [{ matchLabels: { app: unknownValue } }, undefined],
  ])("%p", (selector, expected) => {
    expect(matchesSelector(selector, { app: "web" })).toBe(expected);
  });
});

test("workloadsOf() finds what a selector means, in its namespace, and what it may mean", () => {
  const scene = sceneFrom(deployment("web"), deployment("api"), deployment("odd", {}, { app: "<unknown>" }));
  const { all, selected } = workloadsOf(scene);
  expect(all).toHaveLength(3);
  expect(
    selected("default", { app: "web" }).map(({ workload, certain }) => [workload.resource.address, certain]),
  ).toEqual([
    ["Deployment/web", true],
    ["Deployment/odd", false],
  ]);
  expect(selected("other", { app: "web" })).toEqual([]);
  expect(selected("default", undefined)).toEqual([]);
});
