import { describe, expect, test } from "bun:test";
import { explainResource, resourceNames } from "../../src/render/explain-resource.ts";
import { sections } from "./explain-sections.ts";

function textOf(address: string): string | undefined {
  return explainResource(address, sections, () => undefined)?.lines.join("\n");
}

describe("explainResource()", () => {
  test("tells what checks found, and what it is on the way to", () => {
    const text = textOf("aws_lb.web");
    expect(text).toStartWith("resource aws_lb.web (aws_lb)\n  exposed: not told of it by itself\n  on the way to");
    expect(text).toContain("  posture: 2 failures, 1 unknown, 1 disabled\n");
    expect(text).toContain("  fails: aws-x/y (high): 0.0.0.0/0\n");
  });

  test("tells whether it is exposed, of one on which nothing was found", () => {
    const text = textOf("aws_ecs_service.web");
    expect(text).toContain("  exposed: yes, the internet reaches it");
    expect(text).toContain("nothing fails, is unknown or disabled");
  });

  test("tells how strict a workload is", () => {
    expect(textOf("Deployment/shop/web")).toContain("  pod security standard: baseline\n");
  });

  test("knows no other", () => {
    expect(textOf("aws_lb.none")).toBeUndefined();
  });
});

test("resourceNames() names what is found and what is judged by level", () => {
  expect(new Set(resourceNames(sections))).toEqual(new Set(["aws_lb.web", "aws_lb.two", "Deployment/shop/web"]));
});
