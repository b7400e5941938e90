import { describe, expect, test } from "bun:test";
import { telemetry } from "../../../../src/ingest/formats/context/telemetry.ts";

const read = (value: unknown) => telemetry.read({ form: "json", value }, { name: "t.json", sha256: "0".repeat(64) });

describe("telemetry.detect()", () => {
  test.each([
    ["a list of services", { services: [{ name: "a", latency_ms_p95: 1 }] }, true],
    ["one service", { service: "a", error_rate: 0 }, true],
    ["alerts alone", { alerts: [] }, true],
    ["services without a figure", { services: [{ name: "a", image: "b" }] }, false],
    ["an SBOM", { bomFormat: "CycloneDX", components: [] }, false],
    ["a list", [{ latency_ms_p95: 1 }], false],
  ])("of %s", (_, value, is) => {
    expect(telemetry.detect({ form: "json", value })).toBe(is);
  });
});

describe("telemetry.read()", () => {
  test("leaves out a figure that is none, with a doubt, and never takes it for 0", () => {
    const { items, coverage } = read({
      services: [{ name: "a", error_rate: 2, cpu_saturation: "high", memory_saturation: 0 }],
    });
    const [one] = items.telemetry ?? [];
    expect(one).toMatchObject({ service: "a", memory: 0 });
    expect([one?.errorRate, one?.cpu]).toEqual([undefined, undefined]);
    expect(coverage.doubts).toHaveLength(2);
  });

  test.each([
    ["firing", "firing"],
    ["RESOLVED", "resolved"],
    ["paused", "unknown"],
  ] as const)("reads the state %s of an alert as %s", (word, state) => {
    const { items } = read({ services: [{ name: "a", alerts: [{ name: "x", severity: "critical", state: word }] }] });
    expect(items.telemetry?.[0]?.alerts).toEqual([{ name: "x", severity: "critical", state }]);
  });

  test("doubts an empty list", () => {
    expect(read({ services: [] }).coverage.doubts).toEqual(["it measures no service"]);
  });
});
