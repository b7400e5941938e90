import { describe, expect, test } from "bun:test";
import { gcpScc } from "../../../../src/ingest/formats/cloud/gcp-scc.ts";

describe("gcpScc.detect()", () => {
  test.each([
    [
      "an answer of the API",
      { listFindingsResults: [{ finding: { name: "organizations/1/sources/2/findings/3", category: "c" } }] },
      true,
    ],
    ["version 2", [{ finding: { name: "projects/1/sources/2/locations/global/findings/3", category: "c" } }], true],
    [
      "a notification",
      { notificationConfigName: "n", finding: { name: "folders/1/sources/2/findings/3", category: "c" } },
      true,
    ],
    ["bare findings", { findings: [{ name: "organizations/1/sources/2/findings/3", category: "c" }] }, true],
    ["another name", [{ finding: { name: "organizations/1/assets/2", category: "c" } }], false],
    ["no category", [{ finding: { name: "organizations/1/sources/2/findings/3" } }], false],
    ["Grafeas occurrences", [{ name: "projects/1/occurrences/2", kind: "VULNERABILITY" }], false],
  ])("%s", (_, value, expected) => {
    expect(gcpScc.detect({ form: "json", value })).toBe(expected);
  });
});
