import { describe, expect, test } from "bun:test";
import { severityOfFactor } from "../../../../src/ingest/formats/posture/kubescape-severity.ts";

describe("severityOfFactor()", () => {
  test.each([
    [10, "critical"],
    [9, "critical"],
    [8.9, "high"],
    [7, "high"],
    [4, "medium"],
    [1, "low"],
    [0.5, "unknown"],
    [0, "unknown"],
    [undefined, "unknown"],
  ])("%p is %p", (factor, expected) => {
    expect(severityOfFactor(factor)).toBe(expected as "high");
  });
});
