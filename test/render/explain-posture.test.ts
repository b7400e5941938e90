import { describe, expect, test } from "bun:test";
import {
  checkLines,
  postureJson,
  postureRecords,
  postureText,
  resourceCheckLines,
  totals,
  wantsOf,
} from "../../src/render/explain-posture.ts";
import { postureRecord, sections } from "./explain-sections.ts";

const known = {
  id: "aws-x/off",
  title: "It is on",
  severity: "low",
  types: ["aws_lb"],
  fix: "turn it on",
  references: [],
  aka: {},
  controls: [],
} as const;

const recordsOf = (id: string) =>
  postureRecords(sections).filter(({ record }) => postureText(record).startsWith(`${id} `));

test("postureRecords() gives what fails, is unknown and is disabled", () => {
  expect(postureRecords(sections).map(({ status }) => status)).toEqual(["fail", "fail", "fail", "unknown", "disabled"]);
  expect(postureRecords({})).toEqual([]);
});

describe("checkLines()", () => {
  test("says what it wants, and of each resource what was found, where", () => {
    const records = recordsOf("aws-x/y");
    const text = checkLines(wantsOf("aws-x/y", records, undefined), records, sections.posture).join("\n");
    expect(text).toStartWith(
      "check aws-x/y (high): It is closed\n  to do: close it\n  2 failures, 0 unknown, 0 disabled\n",
    );
    expect(text).toContain("  fails on aws_lb.two: 0.0.0.0/0\n    at ingress[0], in plan.json#/2\n");
  });

  test("takes what a disabled one wants from the table, and tells why it is disabled", () => {
    const records = [
      { status: "disabled" as const, record: { ...postureRecord({ title: undefined }), reason: "accepted" } },
    ];
    const text = checkLines(wantsOf("aws-x/off", records, known), records, sections.posture).join("\n");
    expect(text).toContain("check aws-x/off (high): It is on\n");
    expect(text).toContain("  is disabled on aws_lb.web: 0.0.0.0/0\n");
    expect(text).toContain("set aside by the overlay: accepted");
  });
});

test.each([
  [{ status: "evaluated" }, "nothing fails, is unknown or disabled in this run; what passes is not listed"],
  [{ status: "not_evaluated", why: "no plan" }, "posture was not evaluated in this run: no plan"],
  [undefined, "posture was not evaluated in this run: there is no such section"],
])("totals() of nothing in %j", (section, words) => {
  expect(totals([], section)).toBe(words);
});

test("resourceCheckLines() names check, place, wish and fix", () => {
  expect(resourceCheckLines(recordsOf("aws-x/open"), () => undefined)).toEqual([
    "  is unknown: aws-x/open (high)",
    "    at ingress[0], in plan.json#/2",
    "    wants: It is closed",
    "    to do: close it",
  ]);
});

test("postureJson() keeps the record and tells how it came out", () => {
  expect(postureJson({ status: "fail", record: 1 })).toEqual({ status: "fail", record: 1 });
});
