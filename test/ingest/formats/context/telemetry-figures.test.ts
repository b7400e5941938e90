import { expect, test } from "bun:test";
import { figureOf } from "../../../../src/ingest/formats/context/telemetry-figures.ts";

test.each([
  ["error_rate", 0, 0, 0],
  ["error_rate", 1, 1, 0],
  ["error_rate", 1.01, undefined, 1],
  ["latency_ms_p95", 580.5, 580.5, 0],
  ["latency_ms_p95", -1, undefined, 1],
  ["latency_ms_p95", "580", undefined, 1],
  ["requests", Number.NaN, undefined, 1],
  ["requests", null, undefined, 0],
  ["requests", undefined, undefined, 0],
] as const)("figureOf(%s %p) is %p", (key, value, figure, odd) => {
  const tally = new Map<string, number>();
  expect(figureOf(value, key, tally)).toBe(figure);
  expect(tally.size).toBe(odd);
});
