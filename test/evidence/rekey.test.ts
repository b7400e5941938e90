import { expect, test } from "bun:test";
import { runGate } from "../../src/doors/actions/gate.ts";
import { manifestOf, readRun } from "../../src/doors/actions/run-files.ts";
import { manifestBytes, readManifest } from "../../src/evidence/manifest.ts";
import { reseal } from "../../src/evidence/rekey.ts";
import { fernetEncryption } from "../../src/evidence/seal.ts";
import { parseFernetKey } from "../../src/standards/fernet.ts";
import { evidence, gateRequest, gateRuntime, key } from "../doors/actions/sample-gate.ts";

test("reseal() keeps content and everything that the manifest says of it, and changes how it is found", async () => {
  const runtime = gateRuntime();
  await runGate(gateRequest({ runId: "one" }), runtime);
  const files = readRun(`${evidence}/demo/one`, runtime)?.files ?? new Map();
  const before = manifestOf(files);
  const encryption = fernetEncryption(parseFernetKey(key), { iv: () => new Uint8Array(16), now: 0 });
  const seal = { compress: false, maxBytes: 2 ** 30, encryption };
  const { manifest, files: sealed } = await reseal(files, before, { keys: {}, seal });
  expect(readManifest(manifestBytes(manifest))).toEqual(manifest);
  const { bundle, files: _, inputs_document: __, manifest_sha256: ___, ...kept } = manifest;
  const { bundle: was, files: ____, inputs_document: _____, manifest_sha256: ______, ...keptBefore } = before;
  expect(kept).toEqual(keptBefore);
  expect([bundle.sha256, bundle.bytes]).toEqual([was.sha256, was.bytes]);
  expect(bundle.encoding).toEqual(["gzip", "fernet"]);
  expect(sealed.map(({ name }) => name).toSorted()).toEqual(manifest.files.map(({ name }) => name));
});
