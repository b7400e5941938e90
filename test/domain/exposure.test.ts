import { expect, test } from "bun:test";
import { compareExposed, pathText } from "../../src/domain/exposure.ts";

test("compareExposed() puts the worst first", () => {
  expect((["no", "yes", "unknown"] as const).toSorted(compareExposed)).toEqual(["yes", "unknown", "no"]);
});

test("pathText() names each step and what connects it", () => {
  expect(pathText([{ resource: "internet" }, { resource: "aws_lb.web", how: "listens on 443" }])).toBe(
    "internet → aws_lb.web (listens on 443)",
  );
});
