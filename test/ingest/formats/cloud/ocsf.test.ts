import { describe, expect, test } from "bun:test";
import { ocsf } from "../../../../src/ingest/formats/cloud/ocsf.ts";

describe("ocsf.detect()", () => {
  test.each([
    ["one event", { class_uid: 2003, metadata: { version: "1.1.0" } }, true],
    [
      "a list with one finding among events",
      [
        { class_uid: 3002, metadata: { version: "1.1.0" } },
        { class_uid: 2004, metadata: { version: "1.1.0" } },
      ],
      true,
    ],
    [
      "findings of Security Hub in their second form",
      { Findings: [{ class_uid: 2004, metadata: { version: "1.5.0" } }] },
      true,
    ],
    ["a later version, to be refused by name", { class_uid: 2004, metadata: { version: "2.0.0" } }, true],
    ["an event of another category", { class_uid: 3002, metadata: { version: "1.1.0" } }, false],
    ["no version", { class_uid: 2004, metadata: {} }, false],
    ["a class as text", { class_uid: "2004", metadata: { version: "1.1.0" } }, false],
    ["ASFF", { Findings: [{ ProductArn: "arn:aws:x", AwsAccountId: "1" }] }, false],
    ["null", null, false],
  ])("%s", (_, value, expected) => {
    expect(ocsf.detect({ form: "json", value })).toBe(expected);
  });

  test("a stream of events is one report, a stream of YAML is none", () => {
    const values = [{ class_uid: 2004, metadata: { version: "1.1.0" } }, 7];
    expect(ocsf.detect({ form: "stream", syntax: "json", values })).toBe(true);
    expect(ocsf.detect({ form: "stream", syntax: "yaml", values })).toBe(false);
  });
});
