import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../src/domain/error.ts";
import { recordedRun, runIn } from "../../../src/doors/actions/recorded-run.ts";
import type { RunDirectory } from "../../../src/doors/actions/run-files.ts";
import { type Facts, judge } from "../../../src/pipeline/judge.ts";
import { sealInputs, sealRun } from "../../../src/pipeline/seal-run.ts";
import { canonicalJson } from "../../../src/standards/jcs.ts";
import { sha256Hex } from "../../../src/standards/sha256.ts";
import { codeOf, codeOfLater } from "../../support/code-of.ts";
import { overlayOf } from "../../support/facts.ts";
import { basis, keyPair } from "../../support/provenance.ts";
import { smallFacts, smallSbom, smallScan } from "../../support/reports.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { encryption, otherKey, sampleKey, sealing } from "../../support/sample-run.ts";

function factsUnder(overlay: Facts["overlay"], over: Partial<Facts> = {}): Facts {
  const overlayRecord = { mode: "demo", sha256: sha256Hex(canonicalJson(overlay)), layers: [] };
  return smallFacts([smallSbom, smallScan({ "CVE-2021-0001": "High" })], { overlay, overlayRecord, ...over });
}

const good = factsUnder(overlayOf());
const key = keyPair("release.pub");
const root = { name: "root.json", sha256: "0", text: '{"b":1}', verify: () => ({ holds: false, reason: "" }) as const };

/** A run with the inputs and overlay of `kept`, and the decision on the good ones. */
async function runOf(kept: Facts, seal = sealing({ compress: true })): Promise<RunDirectory> {
  const inputsDocument = await sealInputs(kept, seal);
  const { files } = await sealRun(kept, judge(good), { seal, ...(inputsDocument && { inputsDocument }) });
  return { files: new Map(files.map(({ name, bytes }) => [name, bytes])), strange: [] };
}

function changed({ files }: RunDirectory, part: string, bytes?: Uint8Array): RunDirectory {
  const others = [...files].filter(([name]) => !name.includes(part));
  const put = [...files.keys()].filter((name) => name.includes(part)).map((name) => [name, bytes] as const);
  return {
    files: new Map([...others, ...put.flatMap(([name, now]) => (now ? [[name, now] as const] : []))]),
    strange: [],
  };
}

describe("runIn()", () => {
  const runtime = fakeRuntime({ files: { "/w/run/manifest.json": "{}", "/w/empty/decision.json": "{}" } });
  /** As a real disk does it. */
  const list: typeof runtime.files.list = (path) => {
    if (runtime.disk.has(path)) throw new FixopsError("IO_READ", `${path} is no directory`);
    return runtime.files.list(path);
  };
  const strict = { ...runtime, files: { ...runtime.files, list } };

  test("gives the files of a run", () => {
    expect([...runIn("/w/run", strict).files.keys()]).toEqual(["manifest.json"]);
  });

  test.each(["/w/none", "/w/empty", "/w", "/w/run/manifest.json"])("finds no run in %s", (path) => {
    expect(codeOf(() => runIn(path, strict))).toBe("INPUT_NOT_FOUND");
  });
});

describe("recordedRun() gives back", () => {
  test("decision, overlay and inputs", async () => {
    const { decision, facts } = await recordedRun(await runOf(good), {}, fakeRuntime());
    expect(decision.value).toEqual(JSON.parse(canonicalJson(judge(good).decision)));
    expect(facts).toMatchObject({ overlay: good.overlay, overlayRecord: good.overlayRecord, files: good.files });
    expect(facts.items.observations).toEqual(good.items.observations);
    expect(facts).not.toHaveProperty("provenanceBasis");
  });

  test("what is encrypted, with the key", async () => {
    const run = await runOf(good, sealing({ compress: true, encryption }));
    expect((await recordedRun(run, { fernet: [sampleKey] }, fakeRuntime())).facts.salt).toBe(good.salt);
    expect(await codeOfLater(() => recordedRun(run, {}, fakeRuntime()))).toBe("USAGE_KEY_MISSING");
    expect(await codeOfLater(() => recordedRun(run, { fernet: [otherKey] }, fakeRuntime()))).toStartWith("INTEGRITY_");
  });

  test("keys and roots that verify again", async () => {
    const artefacts = [{ name: "app.tar", sha256: "ab".repeat(32) }];
    const run = await runOf({ ...good, provenanceBasis: { keys: [key.trusted], roots: [root], artefacts } });
    const bundleVerifier = (given: unknown) => () => ({ holds: false, reason: JSON.stringify(given) }) as const;
    const { provenanceBasis } = (await recordedRun(run, {}, fakeRuntime({ bundleVerifier }))).facts;
    expect(provenanceBasis).toMatchObject({ keys: [{ name: "release.pub", keyId: key.trusted.keyId }], artefacts });
    expect(provenanceBasis?.roots.map(({ name, verify }) => [name, verify({})])).toEqual([
      ["root.json", { holds: false, reason: '{"b":1}' }],
    ]);
  });
});

describe("recordedRun() refuses", () => {
  test.each<[string, Facts, string]>([
    ["a run that kept no inputs", factsUnder(overlayOf("evidence: { keep_inputs: false }")), "INPUT_NOT_FOUND"],
    [
      "an overlay with another digest",
      { ...good, overlayRecord: { ...good.overlayRecord, sha256: "b".repeat(64) } },
      "INTEGRITY_MANIFEST",
    ],
    [
      "an overlay of another version",
      factsUnder({ ...good.overlay, later: 1 } as Facts["overlay"]),
      "INTEGRITY_MANIFEST",
    ],
    [
      "layers that are none",
      { ...good, overlayRecord: { ...good.overlayRecord, layers: [{ origin: "a" } as never] } },
      "INTEGRITY_MANIFEST",
    ],
    [
      "a key that is none",
      { ...good, provenanceBasis: basis({ keys: [{ ...key.trusted, pem: "" }] }) },
      "INTEGRITY_MANIFEST",
    ],
    [
      "a root that is none",
      { ...good, provenanceBasis: basis({ roots: [{ ...root, text: "{" }] }) },
      "INTEGRITY_MANIFEST",
    ],
  ])("%s", async (_, facts, code) => {
    const run = await runOf(facts);
    expect(await codeOfLater(() => recordedRun(run, {}, fakeRuntime()))).toBe(code);
  });

  test.each<[string, string, Uint8Array | undefined, string]>([
    ["a copy without the inputs", "inputs.jsonl", undefined, "INPUT_NOT_FOUND"],
    ["a copy without the bundle", "bundle.json", undefined, "INPUT_NOT_FOUND"],
    ["a run without its decision", "decision.json", undefined, "INTEGRITY_MANIFEST"],
    ["a run without its manifest", "manifest.json", undefined, "INTEGRITY_MANIFEST"],
    ["inputs that were changed", "inputs.jsonl", new Uint8Array(40), "INTEGRITY_DIGEST"],
  ])("%s", async (...row) => {
    const [, part, bytes, code] = row;
    const run = changed(await runOf(good), part, bytes);
    expect(await codeOfLater(() => recordedRun(run, {}, fakeRuntime()))).toBe(code);
  });
});
