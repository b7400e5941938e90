import { describe, expect, test } from "bun:test";
import { designChecks, judgeDesign } from "../../../src/assess/design/evaluate.ts";
import { checksRecord, componentRecord, failuresOf } from "../../../src/assess/design/records.ts";
import { design, model } from "../../support/build.ts";

const judged = judgeDesign(
  model({
    design: [
      design({ name: "door", exposure: "internet", authentication: "no", dataClasses: ["public"], criticality: "low" }),
      design({
        name: "db",
        exposure: "internet",
        authentication: "no",
        componentType: "database",
        dataClasses: ["pii"],
      }),
    ],
  }),
);

test("failuresOf() puts risk before record, and the worst first", () => {
  const failures = failuresOf(judged);
  expect(failures[0]?.check.id).toBe("design/internet-store");
  const abouts = failures.map(({ check }) => check.about);
  expect(abouts.lastIndexOf("risk")).toBeLessThan(abouts.indexOf("record"));
});

describe("checksRecord()", () => {
  test("counts every check over all components", () => {
    const record = checksRecord(judged) as { by_check: readonly { check: string; fail: number; pass: number }[] };
    expect(record.by_check.map(({ check }) => check)).toEqual(designChecks.map(({ id }) => id));
    expect(record.by_check.find(({ check }) => check === "design/internet-authentication")).toMatchObject({
      stride: "spoofing",
      severity: "high",
      fail: 2,
      pass: 0,
      unknown: 0,
      not_applicable: 0,
    });
  });

  test("lists no more than two hundred failures and counts them all", () => {
    const many = Array.from({ length: 300 }, (_, index) => design({ name: `c${index}` }));
    const record = checksRecord(judgeDesign(model({ design: many })));
    expect(record).toMatchObject({ failures_listed: 200 });
    expect((record as { failures: readonly unknown[] }).failures).toHaveLength(200);
    expect((record as { fail: number }).fail).toBeGreaterThan(1000);
  });
});

test("componentRecord() says what is known, what is not, and which checks did not pass", () => {
  const record = componentRecord(judged.components[1]!);
  expect(record).toMatchObject({
    component_id: "C-door",
    name: "door",
    exposure: "internet",
    authentication: "no",
    data_classes: ["public"],
    criticality: "low",
    inputs: ["design.csv"],
  });
  const { open } = (record as { checks: { open: readonly { check: string; status: string; fix?: string }[] } }).checks;
  expect(new Set(open.map(({ status }) => status))).toEqual(new Set(["fail", "unknown"]));
  expect(open.every(({ status, fix }) => (status === "fail") === (fix !== undefined))).toBe(true);
});
