import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { dotnetList } from "../../../../src/ingest/formats/vulnerabilities/dotnet-list.ts";

describe("dotnetList.detect()", () => {
  test.each([
    ["a report", { version: 1, parameters: "--vulnerable", projects: [{ path: "a.csproj" }] }, true],
    ["no project", { version: 1, parameters: "", projects: [] }, true],
    ["projects of something else", { version: 1, parameters: "", projects: [{ name: "a" }] }, false],
    ["no parameters", { version: 1, projects: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(dotnetList.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(dotnetList.detect({ form: "text", text: "{}" })).toBe(false);
    expect(dotnetList.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

test("dotnetList.read() without --vulnerable did not look for any", () => {
  const report = { version: 1, parameters: "--outdated", projects: [{ path: "a.csproj" }] };
  expect(read(report).items.observations).toBeUndefined();
  expect(read({ ...report, parameters: "--vulnerable" }).items.observations).toEqual([]);
});

function read(value: unknown): Reading {
  return dotnetList.read({ form: "json", value }, { name: "scan.json", sha256: "0".repeat(64) });
}
