import { describe, expect, test } from "bun:test";
import { horusec } from "../../../../src/ingest/formats/findings/horusec.ts";

describe("horusec.detect()", () => {
  test.each([
    ["a report", { status: "success", analysisVulnerabilities: [] }, true],
    ["a clean report", { repositoryID: "0", analysisVulnerabilities: null }, true],
    ["the list alone", { analysisVulnerabilities: [] }, false],
    ["no list", { status: "success" }, false],
  ])("%s", (_, value, expected) => {
    expect(horusec.detect({ form: "json", value })).toBe(expected);
  });
});
