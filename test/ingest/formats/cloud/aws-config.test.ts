import { describe, expect, test } from "bun:test";
import { awsConfig } from "../../../../src/ingest/formats/cloud/aws-config.ts";

describe("awsConfig.detect()", () => {
  test.each([
    ["evaluations", { EvaluationResults: [] }, true],
    ["rules", { ComplianceByConfigRules: [] }, true],
    ["resources", { ComplianceByResources: [] }, true],
    ["no list", { EvaluationResults: {} }, false],
    ["a list", [], false],
  ])("%s", (_, value, expected) => {
    expect(awsConfig.detect({ form: "json", value })).toBe(expected);
  });
});
