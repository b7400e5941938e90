import { describe, expect, test } from "bun:test";
import type { Manifest } from "../../src/domain/bundle.ts";
import { manifestBytes } from "../../src/evidence/manifest.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import { changedFiles, flipped, outcomes } from "../support/checks.ts";
import { ed25519 } from "../support/sample-keys.ts";
import { sealSample } from "../support/sample-run.ts";
import { bytesOf } from "../support/workspace.ts";

const bundle = "fixops-demo-run-bundle.json.gz";
const inputs = "fixops-demo-run-inputs.jsonl.gz";
const sample = await sealSample({ compress: true }, { inputs: "{}\n" });
const signed = await sealSample({ compress: true }, { signer: ed25519.signer, logKey: new Uint8Array(32).fill(9) });
const about = /^(file |file list|unlisted files)/;

/** The sample under a manifest that says something else and is sound in itself. */
function restated(change: Partial<Manifest>): Map<string, Uint8Array> {
  const { manifest_sha256: _, ...rest } = { ...sample.manifest, ...change };
  const manifest = { ...rest, manifest_sha256: sha256Hex(canonicalJson(rest)) };
  return changedFiles(sample.files, "manifest.json", manifestBytes(manifest));
}

test("checkFiles() passes each file, the list, and that there are no others", async () => {
  expect(await outcomes(sample.files, about)).toEqual([
    "pass file decision.json",
    `pass file ${bundle}`,
    `pass file ${inputs}`,
    "pass file list",
    "pass unlisted files",
  ]);
});

describe("checkFiles() fails for", () => {
  test.each<[string, Map<string, Uint8Array>, readonly string[]]>([
    [
      "a changed byte of the inputs",
      changedFiles(sample.files, inputs, flipped(sample.files.get(inputs), 12)),
      [`fail file ${inputs} INTEGRITY_DIGEST`],
    ],
    [
      "a byte more",
      changedFiles(sample.files, inputs, new Uint8Array([...(sample.files.get(inputs) ?? []), 0])),
      [`fail file ${inputs} INTEGRITY_DIGEST`],
    ],
    ["a missing file", changedFiles(sample.files, inputs, undefined), [`fail file ${inputs} INTEGRITY_MANIFEST`]],
    ["a file more", changedFiles(sample.files, "x", bytesOf("x")), ["fail unlisted files INTEGRITY_MANIFEST"]],
    [
      "signatures and a proof of a run that has none",
      new Map([
        ...sample.files,
        ...["manifest.json.sig", "manifest.json.vsa.sigstore.json", "audit.tlog-proof"].map(
          (name) => [name, bytesOf("x")] as const,
        ),
      ]),
      ["fail unlisted files INTEGRITY_MANIFEST"],
    ],
    [
      "a manifest that does not list its inputs document",
      changedFiles(restated({ files: sample.manifest.files.filter(({ name }) => name !== inputs) }), inputs, undefined),
      ["fail file list INTEGRITY_MANIFEST"],
    ],
    [
      "a manifest that lists a file twice",
      restated({ files: [...sample.manifest.files, ...sample.manifest.files.slice(0, 1)] }),
      ["fail file list INTEGRITY_MANIFEST"],
    ],
  ])("%s", async (_, files, expected) => {
    const found = await outcomes(files, about);
    expect(found.filter((one) => one.startsWith("fail"))).toEqual([...expected]);
  });
});

test("checkFiles() lets signatures and proof stand beside the files of a run that has them", async () => {
  const files = changedFiles(signed.files, "audit.tlog-proof", bytesOf("x"));
  expect(await outcomes(files, /^unlisted/)).toEqual(["pass unlisted files"]);
});
