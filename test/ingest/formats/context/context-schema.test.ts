import { expect, test } from "bun:test";
import { contextSchema } from "../../../../src/ingest/formats/context/context-schema.ts";

test.each([
  [{ criticality: "high", internet_exposed: true, users: 5, regulations: "GDPR" }, true],
  [{ criticality: null, environment: { type: "production" } }, true],
  [{ ssvc: { automatable: true } }, true],
  [{ criticality: 5 }, false],
  [{ internet_exposed: 1 }, false],
  [{ regulations: [1] }, false],
  [{ components: [{ criticality: "high" }] }, false],
  [{ components: [{ name: " " }] }, false],
  [{ ssvc: { automatable: [] } }, false],
  [[], false],
])("contextSchema takes %j: %j", (value, expected) => {
  expect(contextSchema.safeParse(value).success).toBe(expected);
});
