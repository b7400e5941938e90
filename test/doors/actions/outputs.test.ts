import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../src/domain/error.ts";
import type { GateRequest } from "../../../src/doors/actions/gate.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { outputPaths } from "../../../src/doors/actions/outputs.ts";
import { faultOfLater } from "../../support/code-of.ts";
import type { FakeOptions } from "../../support/runtime.ts";
import { evidence, gateRequest, gateRuntime } from "./sample-gate.ts";

type Out = NonNullable<GateRequest["out"]>;

test("outputPaths() names the files, that of --output first, and not standard output", () => {
  expect(outputPaths({ output: "d.json", out: [{ format: "csv", path: "r.csv" }] })).toEqual(["d.json", "r.csv"]);
  expect(outputPaths({ output: "-" })).toEqual([]);
  expect(outputPaths({})).toEqual([]);
});

test("runGate() writes each format that is asked for", async () => {
  const runtime = gateRuntime({ environment: { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "/s.md" } }, "High");
  const out: Out = [
    { format: "json", path: "/w/d.json" },
    { format: "md", path: "/w/d.md" },
    { format: "csv", path: "/w/d.csv" },
    { format: "csv", path: "/w/again.csv" },
  ];
  const { decision } = await runGate(gateRequest({ out }), runtime);
  const textAt = (path: string) => Buffer.from(runtime.disk.get(path) ?? []).toString();
  expect(textAt("/w/d.json")).toBe(textAt(`${evidence}/${decision.evidence.directory}/decision.json`));
  expect(textAt("/w/d.md")).toBe(textAt("/s.md"));
  expect(textAt("/w/d.md")).toStartWith("## CONDITIONAL: ");
  expect(textAt("/w/d.csv").split("\r\n")).toEqual([
    expect.stringMatching(/^kind,id,/),
    expect.stringMatching(/^vulnerability,CVE-2021-23337,,high,open,,lodash,4\.17\.20,pkg:npm\/lodash@4\.17\.20,/),
    "",
  ]);
  expect(textAt("/w/again.csv")).toBe(textAt("/w/d.csv"));
});

describe("runGate() refuses before it reads or writes anything", () => {
  const csv = (path: string): Out => [{ format: "csv", path }];
  const baseline = { "/w/old.json": "{}" };
  test.each<[string, Partial<GateRequest>, FakeOptions, string]>([
    ["an output among the evidence", { out: csv(`${evidence}/r.csv`) }, {}, "USAGE_BAD_VALUE"],
    ["an output where the evidence has to be", { out: csv("/w/x"), evidenceDir: "/w/x/y" }, {}, "USAGE_BAD_VALUE"],
    ["an output that is an input", { out: csv("/w/./scan.json") }, {}, "USAGE_BAD_VALUE"],
    ["an output that is the key", { out: csv("/w/k"), keyFile: "/w/k", encrypt: true }, {}, "USAGE_"],
    ["an output that is the overlay", { out: csv("/w/o"), overlays: ["/w/o"] }, { files: { "/w/o": "" } }, "USAGE_"],
    [
      "an output that is the baseline",
      { out: csv("/w/old.json"), baseline: "/w/old.json" },
      { files: baseline },
      "USAGE_",
    ],
    [
      "two outputs that are one file",
      { out: [...csv("/w/r"), { format: "md", path: "/w/a/../r" }] },
      {},
      "USAGE_BAD_VALUE",
    ],
    ["an output that is that of --output", { output: "/w/r", out: csv("/w/r") }, {}, "USAGE_BAD_VALUE"],
    ["an output below another", { out: [...csv("/w/r"), ...csv("/w/r/s")] }, {}, "USAGE_BAD_VALUE"],
    ["an output that cannot be written", { out: csv("/r/x.csv") }, { readOnly: ["/r"] }, "IO_PERMISSION"],
  ])("%s", async (...row) => {
    const [, over, options, code] = row;
    const key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    const runtime = gateRuntime({ secrets: { "/w/k": key }, ...options });
    const before = new Map(runtime.disk);
    const fault = await faultOfLater(() => runGate(gateRequest(over), runtime));
    expect(fault).toBeInstanceOf(FixopsError);
    expect(fault.code).toStartWith(code);
    expect(runtime.disk).toEqual(before);
  });
});

test("runGate() refuses an output that is one of the files of a folder of inputs", async () => {
  const runtime = gateRuntime();
  const request = gateRequest({ inputs: [{ path: "/w" }], out: [{ format: "md", path: "/w/scan.json" }] });
  const readInputs: typeof runtime.files.readInputs = (...given) =>
    runtime.files.readInputs(...given).map((one) => ({ ...one, path: `/w/${one.name}` }));
  const files = { ...runtime.files, readInputs };
  expect((await faultOfLater(() => runGate(request, { ...runtime, files }))).code).toBe("USAGE_BAD_VALUE");
  expect(runtime.events).toEqual([]);
});
