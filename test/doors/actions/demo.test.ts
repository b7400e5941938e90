import { describe, expect, test } from "bun:test";
import { runDemo } from "../../../src/doors/actions/demo.ts";
import { evidence, gateRuntime } from "./sample-gate.ts";

async function demo(environment: Record<string, string> = {}, now?: number) {
  const files = gateRuntime({}, "High").disk;
  const samples = () => [
    { name: "sbom.json", bytes: files.get("/w/sbom.json") ?? new Uint8Array(), expected: "sbom" as const },
    { name: "scan.json", bytes: files.get("/w/scan.json") ?? new Uint8Array(), expected: "cve" as const },
  ];
  const runtime = gateRuntime({ environment, assets: { samples }, ...(now !== undefined && { now }) });
  return { result: await runDemo({ evidenceDir: evidence }, runtime), runtime };
}

describe("runDemo()", () => {
  test("runs the whole pipeline in demo mode and leaves real evidence", async () => {
    const { result, runtime } = await demo();
    expect(result).toMatchObject({
      exitCode: 2,
      decision: { app: { name: "payments-api" }, overlay: { mode: "demo" } },
    });
    expect(runtime.events).toHaveLength(1);
  });

  test.each([
    ["at another time", {}, 1],
    ["with another epoch", { SOURCE_DATE_EPOCH: "0" }, undefined],
    [
      "with settings of real runs",
      { FIXOPS_MODE: "enterprise", FIXOPS_RUN_ID: "x", FIXOPS_OVERLAY_PATH: "/none" },
      undefined,
    ],
  ])("gives the same decision %s", async (_, environment, now) => {
    expect((await demo(environment, now)).result.decision).toEqual((await demo()).result.decision);
  });
});
