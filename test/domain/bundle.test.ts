import { expect, test } from "bun:test";
import { bundleSchema, decisionSchema, manifestSchema } from "../../src/domain/bundle.ts";

test("each document on disk names its schema and version", () => {
  const names: readonly string[] = [bundleSchema, decisionSchema, manifestSchema];
  expect(names).toEqual(["fixops.bundle/v1", "fixops.decision/v1", "fixops.manifest/v1"]);
});
