import { describe, expect, test } from "bun:test";
import { parse } from "yaml";
import { modes } from "../../src/domain/mode.ts";
import { overlayJsonSchema } from "../../src/overlay/json-schema.ts";
import { embedded } from "./embedded.ts";

type Schema = { readonly [keyword: string]: unknown };

/** Keywords that `accepts` evaluates, and those that say nothing about validity. */
const evaluated = [
  "type",
  "enum",
  "properties",
  "additionalProperties",
  "items",
  "minimum",
  "maximum",
  "pattern",
  "propertyNames",
];
const annotations = ["$schema", "title", "description", "default", "format"];

/** A validator for the few keywords that the published schema uses; an unknown keyword is an error, not a pass. */
function accepts(schema: Schema, value: unknown): boolean {
  const unknown = Object.keys(schema).filter((keyword) => ![...evaluated, ...annotations].includes(keyword));
  if (unknown.length > 0) throw new Error(`unknown keywords: ${unknown.join(", ")}`);
  if (schema["enum"] !== undefined && !(schema["enum"] as unknown[]).includes(value)) return false;
  switch (schema["type"]) {
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string" && new RegExp((schema["pattern"] as string | undefined) ?? "").test(value);
    case "integer":
      return Number.isInteger(value) && inRange(schema, value as number);
    case "number":
      return typeof value === "number" && inRange(schema, value);
    case "array":
      return Array.isArray(value) && value.every((element) => accepts(schema["items"] as Schema, element));
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value) && acceptsMembers(schema, value);
    default:
      throw new Error(`unknown type: ${schema["type"]}`);
  }
}

function inRange(schema: Schema, value: number): boolean {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema as {
    minimum?: number;
    maximum?: number;
  };
  return value >= minimum && value <= maximum;
}

function acceptsMembers(schema: Schema, value: object): boolean {
  const properties = (schema["properties"] ?? {}) as { [name: string]: Schema };
  const others = schema["additionalProperties"];
  return Object.entries(value).every(([name, member]) => {
    if (Object.hasOwn(properties, name)) return accepts(properties[name]!, member);
    return (
      typeof others === "object" &&
      accepts((schema["propertyNames"] ?? {}) as Schema, name) &&
      accepts(others as Schema, member)
    );
  });
}

describe("overlayJsonSchema()", () => {
  const schema = overlayJsonSchema();

  test("names its dialect and is strict", () => {
    expect(schema["$schema"]).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(schema["title"]).toBe("fixops overlay");
    expect(schema["additionalProperties"]).toBe(false);
  });

  test.each([...modes])("accepts the built-in overlay %s", (mode) => {
    expect(accepts(schema, parse(embedded(mode)))).toBe(true);
  });

  test.each([
    "{}",
    "context: { criticality: { high: 9 } }",
    "profiles: { enterprise: { evidence: { encrypt: false } } }",
    "rules: { guardrails/fail-on: { effective_on: 2026-01-31 } }",
  ])("accepts the part %j", (text) => {
    expect(accepts(schema, parse(text))).toBe(true);
  });

  test.each([
    "guardrails: { fial_on: high }",
    "guardrails: { fail_on: hihg }",
    "guardrails:",
    "analytics: {}",
    "evidence: { compress: NO }",
    "evidence: { retention_days: 0 }",
    "rules: { no/such: { enforce: warn } }",
    "rules: { guardrails/fail-on: { effective_on: 2026-02-30 } }",
    "profiles: { demo: { mode: demo } }",
  ])("refuses %j", (text) => {
    expect(accepts(schema, parse(text))).toBe(false);
  });

  test("describes every key of the sections", () => {
    const { profiles: _, rules: __, ...sections } = schema["properties"] as { [name: string]: { properties?: object } };
    const members = Object.entries(sections).flatMap(([section, { properties = {} }]) =>
      Object.entries(properties).map(([key, member]) => ({ name: `${section}.${key}`, member: member as object })),
    );
    expect(members.length).toBeGreaterThan(5);
    expect(members.filter(({ member }) => !Object.hasOwn(member, "description"))).toEqual([]);
  });
});
