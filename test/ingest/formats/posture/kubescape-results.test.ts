import { describe, expect, test } from "bun:test";
import type { Reading } from "../../../../src/ingest/format.ts";
import { formatVersionOf, readResults } from "../../../../src/ingest/formats/posture/kubescape-results.ts";

const origin = { name: "k.json", sha256: "0".repeat(64) };

function read(control: unknown, more: object = {}): Reading {
  return readResults({ results: [{ resourceID: "r", controls: [control] }], ...more }, origin);
}

describe("readResults()", () => {
  test.each([
    ["failed", { status: { status: "failed" } }, [1, 0, 0]],
    ["failed as a text", { status: "failed" }, [1, 0, 0]],
    ["failed by a rule", { rules: [{ status: "passed" }, { status: "failed" }] }, [1, 0, 0]],
    ["passed", { status: { status: "passed" } }, [0, 0, 0]],
    ["passed, but for nothing", { status: { status: "passed", subStatus: "irrelevant" } }, [0, 0, 0]],
    ["excepted", { status: { status: "passed", subStatus: "w/exceptions" } }, [1, 1, 0]],
    ["excepted by a rule", { status: { status: "passed" }, rules: [{ exception: [{ name: "e" }] }] }, [1, 1, 0]],
    ["excluded", { status: "excluded" }, [1, 1, 0]],
    ["skipped", { status: { status: "skipped" } }, [0, 0, 1]],
    ["nothing", {}, [0, 0, 1]],
  ])("%s: findings, suppressed ones, doubts", (_, control, counts) => {
    const { items, coverage } = read({ controlID: "C-1", ...control });
    const findings = items.findings ?? [];
    const suppressed = findings.filter(({ suppression }) => suppression !== undefined);
    expect([findings.length, suppressed.length, coverage.doubts.length]).toEqual(counts);
  });

  test.each([
    ["the control's word", { severity: "Critical" }, { scoreFactor: 1 }, "critical"],
    ["the summary's word", {}, { severity: "Low", scoreFactor: 9 }, "low"],
    ["the score", {}, { scoreFactor: 7 }, "high"],
    ["a word that says nothing", { severity: "Unknown" }, { scoreFactor: 4 }, "medium"],
    ["nothing", {}, {}, "unknown"],
  ])("severity by %s", (_, control, summary, severity) => {
    const summaryDetails = { controls: { "C-1": summary } };
    const reading = read({ controlID: "C-1", status: "failed", ...control }, { summaryDetails });
    expect(reading.items.findings?.[0]?.severity).toBe(severity as "high");
  });

  test("a control that is named like a member of every object has no summary", () => {
    const reading = read({ controlID: "constructor", status: "failed" }, { summaryDetails: { controls: {} } });
    expect(reading.items.findings?.[0]?.severity).toBe("unknown");
  });

  test("Go's zero time is no time", () => {
    const { coverage } = read({}, { generationTime: "0001-01-01T00:00:00Z" });
    expect(coverage.generatedAt).toBeUndefined();
  });
});

describe("formatVersionOf()", () => {
  test("is v2 when nothing is said", () => expect(formatVersionOf({})).toBe("v2"));
});
