import { describe, expect, test } from "bun:test";
import { terraformPlan } from "../../../../src/ingest/formats/iac/terraform-plan.ts";
import { planWithoutSecrets } from "../../../../src/ingest/formats/iac/without-secrets.ts";

const canary = "CANARY-7f3a";

/** A secret in every place of a plan that can hold one. */
const plan = {
  format_version: "1.2",
  terraform_version: "1.9.8",
  errored: false,
  variables: { password: { value: canary } },
  planned_values: { root_module: { resources: [{ values: { password: canary } }] }, outputs: { o: { value: canary } } },
  prior_state: { values: { root_module: { resources: [{ values: { password: canary } }] } } },
  output_changes: { o: { after: canary } },
  resource_drift: [{ address: "db.a", type: "db", change: { actions: ["update"], before: { password: canary } } }],
  resource_changes: [
    {
      address: "db.a",
      type: "db",
      name: "a",
      provider_name: "p",
      previous_address: "db.b",
      change: {
        actions: ["update"],
        before: { key: canary },
        after: { key: canary, master_password: canary, list: [{ deep: canary }], port: 1, kept: null },
        after_unknown: { id: true, list: [{ more: true }] },
        before_sensitive: { key: true },
        after_sensitive: { key: true, list: [{ deep: true }] },
      },
    },
  ],
  configuration: {
    provider_config: { p: { expressions: { token: { constant_value: canary } } } },
    root_module: {
      variables: { password: { default: canary } },
      resources: [
        {
          address: "db.a",
          expressions: { key: { constant_value: canary }, net: { references: ["net.a.id", "net.a"] } },
        },
      ],
      outputs: { o: { expression: { references: ["db.a.key"] } } },
      module_calls: { m: { expressions: { k: { constant_value: canary }, n: { references: ["net.a"] } }, module: {} } },
    },
  },
};

const origin = { name: "plan.json", sha256: "0".repeat(64) };

describe("planWithoutSecrets()", () => {
  const kept: unknown = JSON.parse(JSON.stringify(planWithoutSecrets(plan)));

  test("keeps no secret", () => {
    expect(JSON.stringify(plan)).toContain(canary);
    expect(JSON.stringify(kept)).not.toContain(canary);
  });

  test("reads as the plan does", () => {
    const read = (value: unknown) => terraformPlan.read({ form: "json", value }, origin);
    const { items, coverage, accounts } = read(kept);
    expect(terraformPlan.detect({ form: "json", value: kept })).toBe(true);
    expect({ items, coverage, accounts }).toEqual({
      items: read(plan).items,
      coverage: read(plan).coverage,
      accounts: read(plan).accounts,
    });
  });

  test.each([[{}], [{ resource_changes: [null, {}], configuration: 1 }]])("takes %p", (odd) => {
    expect(JSON.stringify(planWithoutSecrets(odd))).toContain("resource_changes");
  });
});
