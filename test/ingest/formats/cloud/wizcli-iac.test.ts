import { describe, expect, test } from "bun:test";
import { wizcliIac } from "../../../../src/ingest/formats/cloud/wizcli-iac.ts";

describe("wizcliIac.detect()", () => {
  test.each([
    ["configuration files", { scanOriginResource: {}, result: { __typename: "CICDIACScanResult" } }, true],
    ["by its statistics", { scanOriginResource: {}, result: { __typename: "CICDX", scanStatistics: {} } }, true],
    ["an image", { scanOriginResource: {}, result: { __typename: "CICDDiskScanResult" } }, false],
  ])("%s", (_, value, expected) => {
    expect(wizcliIac.detect({ form: "json", value })).toBe(expected);
  });
});
