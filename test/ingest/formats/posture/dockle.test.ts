import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { dockle } from "../../../../src/ingest/formats/posture/dockle.ts";

function read(value: unknown): Reading {
  return dockle.read({ form: "json", value }, { name: "report.json", sha256: "0".repeat(64) });
}

describe("dockle.detect()", () => {
  test.each([
    ["a report", { summary: { fatal: 0, warn: 0, pass: 1 }, details: [] }, true],
    ["null for details", { summary: { fatal: 0, warn: 0, pass: 1 }, details: null }, true],
    ["no details", { summary: { fatal: 0, warn: 0, pass: 1 } }, false],
    ["another summary", { summary: { pass: 1 }, details: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(dockle.detect({ form: "json", value })).toBe(expected);
  });
});

describe("dockle.read()", () => {
  const summary = { fatal: 0, warn: 0, info: 0, skip: 0, pass: 1 };

  test.each([
    ["FATAL", 1, "high"],
    ["WARN", 1, "medium"],
    ["INFO", 1, "low"],
    ["IGNORE", 1, "unknown"],
    ["SKIP", 0, undefined],
    ["PASS", 0, undefined],
  ])("level %p gives %p findings of %p", (level, findings, severity) => {
    const { items } = read({ summary, details: [{ code: "a", level, alerts: ["x"] }] });
    expect(items.findings).toHaveLength(findings);
    expect(items.findings?.[0]?.severity).toBe(severity as "high");
  });

  test.each([
    ["a clean image", { summary, details: [] }, 0],
    ["a skipped check", { summary: { ...summary, skip: 1 }, details: [] }, 1],
    ["no check", { summary: { ...summary, pass: 0 }, details: [] }, 1],
    ["failures that are not listed", { summary: { ...summary, fatal: 1 }, details: [] }, 1],
  ])("%s", (_, value, doubts) => {
    expect(read(value).coverage.doubts).toHaveLength(doubts as number);
  });
});
