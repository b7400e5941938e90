import { describe, expect, test } from "bun:test";
import { cloudsploit } from "../../../../src/ingest/formats/cloud/cloudsploit.ts";

describe("cloudsploit.detect()", () => {
  test.each([
    ["results", [{ plugin: "p", category: "c", title: "t", status: "OK", message: "m" }], true],
    ["no plugin", [{ category: "c", title: "t", status: "OK", message: "m" }], false],
    ["an empty list: anybody's", [], false],
  ])("%s", (_, value, expected) => {
    expect(cloudsploit.detect({ form: "json", value })).toBe(expected);
  });
});
