import { describe, expect, test } from "bun:test";
import { orca } from "../../../../src/ingest/formats/cloud/orca.ts";

describe("orca.detect()", () => {
  test.each([
    ["alerts", [{ OrcaScore: 5, Title: "t" }], true],
    ["a score as text", [{ OrcaScore: "5", Title: "t" }], false],
    ["no title", [{ OrcaScore: 5 }], false],
  ])("%s", (_, value, expected) => {
    expect(orca.detect({ form: "json", value })).toBe(expected);
  });
});
