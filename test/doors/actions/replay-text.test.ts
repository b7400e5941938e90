import { describe, expect, test } from "bun:test";
import { type Comparison, renderComparison, renderReplay } from "../../../src/doors/actions/replay-text.ts";

const comparison: Comparison = {
  run: "release-7",
  decidedBy: "0.1.0",
  replayedBy: "0.1.0",
  was: { verdict: "GO", asOf: "2026-08-25T12:00:00Z" },
  is: { verdict: "NO-GO", asOf: "2026-12-01T00:00:00Z" },
  rules: [
    { rule: "guardrails/fail-on", was: "pass (block)", is: "fail (block)" },
    { rule: "new/rule", is: "pass (warn)" },
  ],
};
const linesOf = (text: string): readonly string[] => text.split("\n");

describe("renderReplay()", () => {
  test("of the same decision explains nothing", () => {
    expect(linesOf(renderReplay(comparison, true, []))).toEqual([
      "REPLAYED: identical",
      "",
      "run      release-7",
      "decided  GO, as of 2026-08-25T12:00:00Z, by fixops 0.1.0",
      "replayed NO-GO, as of 2026-12-01T00:00:00Z, by fixops 0.1.0",
      "",
    ]);
  });

  test("names the rules and members that differ, and which side lacks one", () => {
    const text = renderReplay(comparison, false, [
      { pointer: "/exit_code", was: "0", is: "1" },
      { pointer: "/b", was: "2" },
    ]);
    expect(text).toStartWith("NOT REPLAYED");
    for (const line of [
      "2 rules come out differently:",
      "  guardrails/fail-on: pass (block) → fail (block)",
      "  new/rule: not there → pass (warn)",
      "  /exit_code: 0 → 1",
      "  /b: 2 → not there",
    ]) {
      expect(linesOf(text)).toContain(line);
    }
  });

  test.each([
    ["0.1.0", false],
    ["0.2.0", true],
  ])("by fixops %s blames another version: %p", (replayedBy, isBlamed) => {
    const text = renderReplay({ ...comparison, replayedBy }, false, []);
    expect(text.includes("replay with fixops 0.1.0")).toBe(isBlamed);
  });

  test("shows long values in part, and no control character", () => {
    const text = renderReplay(comparison, false, [{ pointer: "/a\u001b[2J", was: "x".repeat(81), is: "y".repeat(80) }]);
    expect(linesOf(text)).toContain(`  /a\\u{1b}[2J: ${"x".repeat(80)} → ${"y".repeat(80)}`);
  });
});

describe("renderComparison()", () => {
  test.each([
    ["GO", "STILL GO"],
    ["NO-GO", "GO THEN, NO-GO NOW"],
  ])("of a GO that is %s now says %s", (verdict, headline) => {
    const text = renderComparison({ ...comparison, is: { ...comparison.is, verdict } }, []);
    expect(linesOf(text)[0]).toBe(headline);
  });

  test("lists reasons when there are any, and says that it verifies nothing", () => {
    const text = renderComparison({ ...comparison, rules: [] }, ["1 open item\u202e"]);
    expect(linesOf(text)).toContain("  1 open item\\u{202e}");
    expect(linesOf(text)).toContain("No rule comes out differently.");
    expect(text).toContain("verifies nothing");
    expect(renderComparison(comparison, [])).not.toContain("Reasons");
  });
});
