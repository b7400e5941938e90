import { expect, test } from "bun:test";
import { terraformPlan } from "../../../../src/ingest/formats/iac/terraform-plan.ts";
import { codeOf } from "../../../support/code-of.ts";

const json = (value: unknown) => ({ form: "json", value }) as const;
const origin = { name: "plan", sha256: "" };

test.each([
  [{ format_version: "1.2", planned_values: {} }, true],
  [{ format_version: "1.2", resource_changes: [] }, true],
  [{ format_version: "1.0", terraform_version: "1.9.8", values: {} }, true],
  [{ format_version: "1.0" }, true],
  [{ format_version: "1.0", provider_schemas: {} }, false],
  [{ format_version: "1.0", valid: true, diagnostics: [] }, false],
  [{ format_version: 1, planned_values: {} }, false],
  [{ version: 4, terraform_version: "1.9.8", resources: [] }, false],
  [{ version: 4, terraform_version: "1.9.8", serial: 3, lineage: "x", resources: [] }, true],
  [{ resource_changes: [] }, false],
  [null, false],
])("detect(%j) is %j", (value, expected) => {
  expect(terraformPlan.detect(json(value))).toBe(expected);
});

test.each([
  ["0.1", undefined],
  ["1.7", undefined],
  ["0.3", "INPUT_UNSUPPORTED_VERSION"],
  ["2.0", "INPUT_UNSUPPORTED_VERSION"],
  ["1", "INPUT_UNSUPPORTED_VERSION"],
])("format_version %s gives %j", (format_version, code) => {
  const plan = json({ format_version, resource_changes: [] });
  expect(codeOf(() => terraformPlan.read(plan, origin))).toBe(code ?? "nothing thrown");
});

test("a state is refused as a state, empty or as Terraform keeps it", () => {
  for (const state of [{ format_version: "1.0" }, { version: 4, serial: 3, lineage: "x", resources: [] }])
    expect(codeOf(() => terraformPlan.read(json(state), origin))).toBe("INPUT_MALFORMED");
});

test("a plan that plans resources and lists no changes is in doubt", () => {
  const doubtsOf = (planned_values: object) =>
    terraformPlan.read(json({ format_version: "1.2", planned_values }), origin).coverage.doubts.length;
  expect(doubtsOf({ root_module: { resources: [{}] } })).toBe(doubtsOf({}) + 1);
});

/** Doubts of a plan with one resource of this change. */
function doubtsOfChange(change: object, more: object = {}) {
  const resource_changes = [{ address: "a.b", type: "a", change }];
  const { coverage, items } = terraformPlan.read(json({ format_version: "1.2", resource_changes, ...more }), origin);
  return { doubts: coverage.doubts.length, resources: items.resources?.length };
}

test.each([
  [
    { actions: ["create"], after: { a: 1 } },
    { doubts: 0, resources: 1 },
  ],
  [
    { actions: ["create"], after: null, after_unknown: { a: true } },
    { doubts: 1, resources: 0 },
  ],
  [
    { actions: ["delete"], after: null },
    { doubts: 0, resources: 1 },
  ],
  [
    { actions: ["create"], after: null, after_unknown: true },
    { doubts: 1, resources: 0 },
  ],
  [
    { actions: ["create"], after: null, after_unknown: {} },
    { doubts: 1, resources: 0 },
  ],
  [
    { actions: ["update"], after: [{ a: 1 }] },
    { doubts: 1, resources: 0 },
  ],
  [
    { actions: ["Create"], after: { a: 1 } },
    { doubts: 1, resources: 1 },
  ],
])("%j", (change, expected) => {
  expect(doubtsOfChange(change)).toEqual(expected);
});

test("a planned resource that no change tells of is a doubt", () => {
  const child = {
    resources: [
      { address: "module.m.c.d", mode: "managed" },
      { address: "data.e.f", mode: "data" },
    ],
  };
  const planned_values = { root_module: { resources: [{ address: "a.b", mode: "managed" }], child_modules: [child] } };
  expect(doubtsOfChange({ actions: ["no-op"], after: {} }, { planned_values }).doubts).toBe(1);
  const root_module = { resources: [{ address: "a.b", mode: "managed" }] };
  const deleted = { actions: ["delete"], after: null };
  expect(doubtsOfChange(deleted, { planned_values: { root_module } }).doubts).toBe(1);
});
