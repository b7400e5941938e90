import { describe, expect, test } from "bun:test";
import { asff } from "../../../../src/ingest/formats/cloud/asff.ts";

describe("asff.detect()", () => {
  test.each([
    ["findings", { Findings: [{ ProductArn: "arn:aws:x", AwsAccountId: "1" }] }, true],
    ["lower case", { findings: [{ ProductArn: "arn:aws:x", GeneratorId: "g" }] }, true],
    ["a bare list with one readable finding", [null, { ProductArn: "arn:aws:x", SchemaVersion: "2018-10-08" }], true],
    ["one finding", { ProductArn: "arn:aws:x", GeneratorId: "g" }, true],
    ["an empty page", { Findings: [] }, true],
    ["an empty page of something else", { Findings: [], ClusterName: "c" }, false],
    ["an empty list in lower case: anybody's", { findings: [] }, false],
    ["Inspector", { findings: [{ findingArn: "arn:aws:x", awsAccountId: "1" }] }, false],
    ["no ARN", { Findings: [{ ProductArn: "x", GeneratorId: "g" }] }, false],
    ["an ARN alone", { Findings: [{ ProductArn: "arn:aws:x" }] }, false],
    ["null", null, false],
  ])("%s", (_, value, expected) => {
    expect(asff.detect({ form: "json", value })).toBe(expected);
  });
});
