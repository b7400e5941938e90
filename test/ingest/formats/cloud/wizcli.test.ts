import { describe, expect, test } from "bun:test";
import { wizcli } from "../../../../src/ingest/formats/cloud/wizcli.ts";

describe("wizcli.detect()", () => {
  test.each([
    ["an image", { scanOriginResource: {}, result: { __typename: "CICDDiskScanResult" } }, true],
    ["without a type name", { scanOriginResource: {}, result: { analytics: {} } }, true],
    ["configuration files", { scanOriginResource: {}, result: { __typename: "CICDIACScanResult" } }, false],
    ["no origin", { result: { __typename: "CICDDiskScanResult" } }, false],
    ["something else with a result", { scanOriginResource: {}, result: {} }, false],
  ])("%s", (_, value, expected) => {
    expect(wizcli.detect({ form: "json", value })).toBe(expected);
  });
});
