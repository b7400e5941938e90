import { expect, test } from "bun:test";
import type { CheckFacts } from "../../src/domain/posture.ts";
import { renderCheck, renderChecks, renderChecksMarkdown } from "../../src/render/checks.ts";

const check: CheckFacts = {
  id: "aws-x/on",
  title: "It is on | off",
  severity: "high",
  types: ["aws_x", "aws_y"],
  fix: "set on = true",
  references: ["https://example.com/x"],
  aka: { ckv: ["CKV_AWS_1"] },
  controls: ["nist-800-53:CM-6"],
};

test("checks are listed with how many there are", () => {
  expect(renderChecks([check, { ...check, id: "b/c", severity: "low" }])).toEndWith("\n\n2 checks: 1 high, 1 low\n");
});

test("a Markdown table escapes what would end a cell", () => {
  expect(renderChecksMarkdown([check])).toContain(
    "| `aws-x/on` | high | It is on \\| off | `aws_x` `aws_y` | CKV_AWS_1 | nist-800-53:CM-6 |",
  );
});

test("one check tells all", () => {
  for (const text of ["set on = true", "aws_x, aws_y", "CKV_AWS_1", "https://example.com/x"]) {
    expect(renderCheck(check)).toContain(text);
  }
});
