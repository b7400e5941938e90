import { describe, expect, test } from "bun:test";
import { cnapp } from "../../../../src/ingest/formats/cloud/cnapp.ts";

describe("cnapp.detect()", () => {
  test.each([
    ["findings of a source", { source: "s", findings: [{ id: "1", severity: "low", resource_id: "r" }] }, true],
    ["findings about assets", { assets: [], findings: [{ asset: "a", sev: "low" }] }, true],
    ["assets without findings", { assets: [{ id: "a", data_sensitivity: "pii" }], findings: [] }, true],
    ["assets of something else", { assets: [{ id: "a" }], findings: [] }, false],
    ["no source", { findings: [{ id: "1", severity: "low", resource_id: "r" }] }, false],
    ["no resource", { source: "s", findings: [{ id: "1", severity: "low" }] }, false],
    ["no finding", { source: "s", findings: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(cnapp.detect({ form: "json", value })).toBe(expected);
  });
});
