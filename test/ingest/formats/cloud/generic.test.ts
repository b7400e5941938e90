import { describe, expect, test } from "bun:test";
import { generic } from "../../../../src/ingest/formats/cloud/generic.ts";

describe("generic.detect()", () => {
  test.each([
    ["the least", { findings: [{ title: "t", severity: "Low", description: "d" }] }, true],
    ["more members", { findings: [{ title: "t", severity: "Low", description: "d", cwe: 1, tags: [] }] }, true],
    ["one of them among others", { findings: [{}, { title: "t", severity: "Low", description: "d" }] }, true],
    [
      "a member that the import refuses",
      { findings: [{ title: "t", severity: "Low", description: "d", id: "1" }] },
      false,
    ],
    ["Inspector", { findings: [{ title: "t", severity: "Low", description: "d", findingArn: "arn" }] }, false],
    ["no description", { findings: [{ title: "t", severity: "Low" }] }, false],
    ["nothing: anybody's", { findings: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(generic.detect({ form: "json", value })).toBe(expected);
  });
});
