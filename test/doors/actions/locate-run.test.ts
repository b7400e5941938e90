import { describe, expect, test } from "bun:test";
import type { ErrorCode } from "../../../src/domain/error.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { locateRun } from "../../../src/doors/actions/locate-run.ts";
import { faultOf, faultOfLater } from "../../support/code-of.ts";
import { evidence, gateRequest, gateRuntime } from "./sample-gate.ts";

const path = "/w/decision.json";

async function made() {
  const runtime = gateRuntime({}, "High");
  await runGate(gateRequest({ output: path, runId: "one" }), runtime);
  return { runtime, text: Buffer.from(runtime.disk.get(path) ?? []).toString() };
}

test("locateRun() finds the run of a decision with all its files", async () => {
  const { files, ...rest } = locateRun(path, evidence, (await made()).runtime);
  expect(rest).toEqual({ runId: "one", mode: "demo", directory: `${evidence}/demo/one`, strange: [] });
  expect([...files.keys()]).toContain("manifest.json");
});

describe("locateRun() refuses", () => {
  test.each<[string, (text: string) => string, ErrorCode]>([
    [
      "a decision that was changed",
      (text) => text.replace('"verdict":"CONDITIONAL"', '"verdict":"GO"'),
      "INTEGRITY_DIGEST",
    ],
    ["the decision of another run", (text) => text.replaceAll('"run_id":"one"', '"run_id":"two"'), "INPUT_NOT_FOUND"],
    ["a run id that climbs", (text) => text.replaceAll('"run_id":"one"', '"run_id":"../demo/one"'), "INPUT_MALFORMED"],
    ["a mode that climbs", (text) => text.replace('"mode":"demo"', '"mode":".."'), "INPUT_MALFORMED"],
    ["a repeated key", (text) => text.replace("{", '{"run_id":"two",'), "INPUT_MALFORMED"],
    ["another document", () => '{"schema":"fixops.manifest/v1"}', "INPUT_MALFORMED"],
    ["what is no JSON", () => "GO", "INPUT_MALFORMED"],
    ["an empty file", () => "", "INPUT_MALFORMED"],
    ["a null", () => "null", "INPUT_MALFORMED"],
  ])("%s", async (_, change, code) => {
    const { runtime, text } = await made();
    runtime.disk.set(path, new TextEncoder().encode(change(text)));
    expect(faultOf(() => locateRun(path, evidence, runtime)).code).toBe(code);
  });

  test("bytes that are no text", async () => {
    const { runtime } = await made();
    runtime.disk.set(path, new Uint8Array([0xff, 0xfe, 0xff]));
    expect(faultOf(() => locateRun(path, evidence, runtime)).code).toBe("INPUT_MALFORMED");
  });

  test.each([
    ["a file that does not exist", "/w/none.json", evidence],
    ["another evidence directory", path, "/w/other"],
  ])("%s", async (_, decision, directory) => {
    expect((await faultOfLater(async () => locateRun(decision, directory, (await made()).runtime))).code).toBe(
      "INPUT_NOT_FOUND",
    );
  });
});
