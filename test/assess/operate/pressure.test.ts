import { describe, expect, test } from "bun:test";
import {
  alertFactors,
  alertRecords,
  pressureFactor,
  pressureOf,
  pressureRecord,
} from "../../../src/assess/operate/pressure.ts";
import { telemetry } from "../../support/build.ts";
import { assessDefaults } from "../../support/options.ts";

const { operate, risk } = assessDefaults;

describe("pressureOf()", () => {
  test.each([
    ["latency against the overlay's objective", { latencyMsP95: 325 }, 0.5],
    ["latency against its own objective", { latencyMsP95: 325, latencyObjectiveMs: 500 }, 0.65],
    ["an objective of nothing", { latencyMsP95: 325, latencyObjectiveMs: 0 }, 0.5],
    ["errors against the budget", { errorRate: 0.002 }, 0.2],
    ["at most 1", { errorRate: 0.5 }, 1],
    ["the greatest share", { latencyMsP95: 65, cpu: 0.9, memory: 0.7 }, 0.9],
    ["an idle service", { latencyMsP95: 0, errorRate: 0, cpu: 0, memory: 0 }, 0],
    ["nothing measured", {}, undefined],
  ] as const)("is %s", (_, over, value) => {
    expect(pressureOf(telemetry(over), operate).value).toBe(value);
  });
});

describe("pressureRecord()", () => {
  test.each([
    [{ latencyMsP95: 580 }, { pressure: 0.8923, status: "partial", missing: ["errors", "cpu", "memory"] }],
    [
      { latencyMsP95: 65, errorRate: 0, cpu: 0, memory: 0 },
      { pressure: 0.1, status: "evaluated", missing: [] },
    ],
    [{}, { pressure: "unknown", status: "unknown" }],
  ])("of %j", (over, record) => {
    expect(pressureRecord(pressureOf(telemetry(over), operate))).toMatchObject({ service: "login-ui", ...record });
  });
});

test("pressureFactor() is in proportion to the pressure", () => {
  const at = (cpu: number) => pressureFactor(pressureOf(telemetry({ cpu }), operate), risk);
  expect(at(0.5)).toMatchObject({ id: "pressure login-ui", likelihood: 0.05, impact: 0.55 });
  expect(at(1).likelihood).toBe(0.1);
});

const alerts = [
  { name: "a", severity: "high", state: "firing" },
  { name: "b", severity: "critical", state: "resolved" },
  { name: "c", severity: "unknown" },
] as const;

test("alertFactors() leave out what is over", () => {
  expect(alertFactors(telemetry({ alerts }), risk).map(({ id }) => id)).toEqual([
    "alert a of login-ui",
    "alert c of login-ui",
  ]);
});

test("alertRecords() list all", () => {
  expect(alertRecords([telemetry({ alerts })])).toHaveLength(3);
});
