import { describe, expect, test } from "bun:test";
import { configuredReferences } from "../../../../src/ingest/formats/iac/terraform-references.ts";

function references(root: unknown): unknown {
  const found = configuredReferences({ configuration: { root_module: root } });
  return Object.fromEntries([...found].map(([address, attributes]) => [address, Object.fromEntries(attributes)]));
}

const resource = (address: string, expressions: unknown, more: object = {}) => ({ address, expressions, ...more });

describe("configuredReferences()", () => {
  test("names resources, data and what a plan does not hold", () => {
    const expressions = {
      bucket: { references: ["aws_s3_bucket.b.id", "aws_s3_bucket.b"] },
      policy: { references: ["data.aws_iam_policy_document.d.json", "local.prefix"] },
      name: { constant_value: "x" },
      rule: [{ group: { references: ["aws_kms_key.k[0].arn"] } }],
    };
    expect(references({ resources: [resource("block.x", expressions)] })).toEqual({
      "block.x": {
        bucket: ["aws_s3_bucket.b"],
        policy: ["data.aws_iam_policy_document.d", "local.prefix"],
        rule: ["aws_kms_key.k"],
      },
    });
  });

  test("follows variables and outputs of modules", () => {
    const store = {
      outputs: { id: { expression: { references: ["aws_s3_bucket.b.id"] } } },
      resources: [resource("aws_s3_bucket.b", {})],
    };
    const guard = {
      resources: [resource("block.x", { bucket: { references: ["var.target"] }, free: { references: ["var.none"] } })],
    };
    const root = {
      module_calls: {
        store: { module: store },
        guard: { module: guard, expressions: { target: { references: ["module.store.id", "module.store"] } } },
      },
    };
    expect(references(root)).toEqual({
      "module.store.aws_s3_bucket.b": {},
      "module.guard.block.x": { bucket: ["module.store.aws_s3_bucket.b"], free: [] },
    });
  });

  test("reads each.value as what for_each goes through", () => {
    const block = resource(
      "block.x",
      { bucket: { references: ["each.value.id", "each.value"] } },
      { for_each_expression: { references: ["aws_s3_bucket.b"] } },
    );
    expect(references({ resources: [block] })).toEqual({ "block.x": { bucket: ["aws_s3_bucket.b"] } });
  });

  test("ends on circles and on doublings without end", () => {
    const outputs = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [
        `o${index}`,
        { expression: { references: [`module.m.o${(index + 1) % 200}`, `module.m.o${(index + 2) % 200}`] } },
      ]),
    );
    const inner = { outputs, module_calls: { m: { module: { outputs } } } };
    const root = {
      resources: [resource("block.x", { bucket: { references: ["module.m.o0"] } })],
      module_calls: { m: { module: inner } },
    };
    expect(Object.keys(references(root) as object)).toEqual(["block.x"]);
  });

  test.each([[undefined], [{}], [{ resources: [null, 1, {}], module_calls: [] }]])("takes %p", (root) => {
    expect(references(root)).toEqual({});
  });
});
