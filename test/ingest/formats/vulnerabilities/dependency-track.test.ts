import { describe, expect, test } from "bun:test";
import { dependencyTrack } from "../../../../src/ingest/formats/vulnerabilities/dependency-track.ts";

describe("dependencyTrack.detect()", () => {
  test.each([
    ["findings", { version: "1.2", meta: { application: "Dependency-Track" }, project: {}, findings: [] }, true],
    ["null for findings", { meta: { application: "Dependency-Track" }, project: {}, findings: null }, true],
    ["another application", { meta: { application: "X" }, project: {}, findings: [] }, false],
    ["no project", { meta: { application: "Dependency-Track" }, findings: [] }, false],
    ["findings of another tool", { findings: [{ ProductArn: "arn" }] }, false],
  ])("%s", (_, value, expected) => {
    expect(dependencyTrack.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(dependencyTrack.detect({ form: "text", text: "{}" })).toBe(false);
    expect(dependencyTrack.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
