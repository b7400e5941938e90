import { describe, expect, test } from "bun:test";
import { clockOf, secondsOfTime } from "../../../src/doors/actions/clock.ts";
import { faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";

describe("clockOf() --as-of", () => {
  test.each([
    ["2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z"],
    ["2026-01-31", "2026-01-31T00:00:00Z"],
    ["2026-01-31T12:00:00+02:00", "2026-01-31T10:00:00Z"],
    ["2026-01-31T12:00:00.999Z", "2026-01-31T12:00:00Z"],
    ["2024-02-29", "2024-02-29T00:00:00Z"],
    ["1970-01-01", "1970-01-01T00:00:00Z"],
  ])("%s is %s", (given, clock) => {
    expect(clockOf(fakeRuntime(), given)).toBe(clock);
  });

  test.each([
    "",
    "now",
    "2026-02-30",
    "2026-02-29T12:00:00Z",
    "2026-13-01",
    "2026-01-31T25:00:00Z",
    "2026-01-31T12:00:00",
    "2026-01-31 12:00:00Z",
    "1969-12-31",
    "2026",
    "20260131",
    "2026-01-31T12:00:00+99:00",
  ])("refuses %j", (given) => {
    expect(faultOf(() => clockOf(fakeRuntime(), given)).code).toBe("USAGE_BAD_VALUE");
  });

  test("comes before SOURCE_DATE_EPOCH", () => {
    expect(clockOf(fakeRuntime({ environment: { SOURCE_DATE_EPOCH: "0" } }), "2026-01-31")).toBe(
      "2026-01-31T00:00:00Z",
    );
  });
});

describe("clockOf() SOURCE_DATE_EPOCH", () => {
  test.each([
    ["0", "1970-01-01T00:00:00Z"],
    ["1767323045", "2026-01-02T03:04:05Z"],
    ["253402300799", "9999-12-31T23:59:59Z"],
  ])("%s is %s", (SOURCE_DATE_EPOCH, clock) => {
    expect(clockOf(fakeRuntime({ environment: { SOURCE_DATE_EPOCH } }), undefined)).toBe(clock);
  });

  test.each(["-1", "1.5", "1e9", "0x10", " 1", "253402300800", "now", "9999999999999"])(
    "refuses %j",
    (SOURCE_DATE_EPOCH) => {
      const runtime = fakeRuntime({ environment: { SOURCE_DATE_EPOCH } });
      expect(faultOf(() => clockOf(runtime, undefined)).code).toBe("USAGE_BAD_VALUE");
    },
  );

  test("counts as absent when it is empty", () => {
    expect(clockOf(fakeRuntime({ environment: { SOURCE_DATE_EPOCH: "" } }), undefined)).toBe("2026-01-02T03:04:05Z");
  });
});

test("clockOf() is the system's clock in whole seconds when nothing else is given", () => {
  expect(clockOf(fakeRuntime({ now: 1.9 }), undefined)).toBe("1970-01-01T00:00:01Z");
});

test("secondsOfTime() names the flag that was wrong", () => {
  expect(faultOf(() => secondsOfTime("--since", "x")).message).toContain("--since");
  expect(secondsOfTime("--since", "1970-01-02")).toBe(86_400);
});
