import { expect, test } from "bun:test";
import { businessContext } from "../../../../src/ingest/formats/context/business-context.ts";
import { faultOf } from "../../../support/code-of.ts";

const origin = { name: "c", sha256: "" };
const json = (value: unknown) => ({ form: "json", value }) as const;

test.each([
  [{ criticality: 5 }, "/criticality"],
  [{ owner: "a", components: [{ name: "x", criticality: ["high"] }] }, "/components/0/criticality"],
  [{ business_context: [] }, "/business_context"],
  [{ ssvc: { "a/b": {} } }, "/ssvc/a~1b"],
])("businessContext refuses %j at %s", (value, pointer) => {
  expect(businessContext.detect(json(value))).toBe(true);
  const fault = faultOf(() => businessContext.read(json(value), origin));
  expect(fault.code).toBe("INPUT_MALFORMED");
  expect(fault.where).toEqual({ file: "c", pointer });
});

test("businessContext keeps SSVC words, and YAML booleans as yes and no", () => {
  const { items } = businessContext.read(json({ ssvc: { exploitation: " active ", automatable: true } }), origin);
  expect(items.contexts?.[0]?.ssvc).toEqual([
    ["exploitation", "active"],
    ["automatable", "yes"],
  ]);
});

test("businessContext names the application from either shape", () => {
  const name = (value: unknown) => businessContext.read(json(value), origin).items.contexts?.[0]?.application;
  expect(name({ application: "a" })).toBe("a");
  expect(name({ application: { name: "b" } })).toBe("b");
  expect(name({ app_name: "c" })).toBe("c");
  expect(name({ owner: "x" })).toBeUndefined();
});

test("businessContext doubts a document without facts", () => {
  expect(businessContext.read(json({ criticality: null }), origin).coverage.doubts).toHaveLength(1);
  expect(businessContext.read(json({ owner: "x" }), origin).coverage.doubts).toEqual([]);
});
