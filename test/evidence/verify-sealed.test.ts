import { describe, expect, test } from "bun:test";
import type { DecisionRecord, Manifest } from "../../src/domain/bundle.ts";
import { age } from "../../src/doors/system/age.ts";
import { decisionSection } from "../../src/evidence/bundle.ts";
import { manifestBytes } from "../../src/evidence/manifest.ts";
import { ageEncryption } from "../../src/evidence/seal.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import { changedFiles, outcomes } from "../support/checks.ts";
import { encryption, otherKey, sampleBundle, sampleDecision, sampleKey, sealSample } from "../support/sample-run.ts";

const about = /^(decision|bundle|inputs document)/;
const sample = await sealSample({ compress: true }, { inputs: "{}\n" });
const whole = [
  "pass decision",
  "pass bundle",
  "pass bundle content",
  "pass bundle sections",
  "pass bundle decision",
  "pass inputs document",
];

/** The sample under a manifest that says something else and is sound in itself. */
function restated(change: Partial<Manifest>): Map<string, Uint8Array> {
  const { manifest_sha256: _, ...rest } = { ...sample.manifest, ...change };
  const manifest = { ...rest, manifest_sha256: sha256Hex(canonicalJson(rest)) };
  return changedFiles(sample.files, "manifest.json", manifestBytes(manifest));
}

test("checkSealed() opens bundle and inputs and compares what is in them", async () => {
  expect(await outcomes(sample.files, about)).toEqual(whole);
});

const [reader, stranger] = await Promise.all([age.newIdentity(), age.newIdentity()]);

describe("checkSealed() of what is encrypted", () => {
  test("with Fernet needs one of the keys to be right", async () => {
    const { files } = await sealSample({ compress: true, encryption }, { inputs: "{}\n" });
    expect(await outcomes(files, about, { fernet: [otherKey, sampleKey] })).toEqual(whole);
    expect(await outcomes(files, about)).toEqual(["pass decision", "unknown bundle", "unknown inputs document"]);
    expect(await outcomes(files, about, { fernet: [otherKey] })).toEqual([
      "pass decision",
      "fail bundle INTEGRITY_DECRYPTION",
      "fail inputs document INTEGRITY_DECRYPTION",
    ]);
  });

  test("with age needs an identity of a recipient", async () => {
    const options = { compress: true, encryption: ageEncryption([reader.recipient], age) };
    const { files } = await sealSample(options, { inputs: "{}\n" });
    const openAs = ({ identity }: typeof reader) => ({ age: (bytes: Uint8Array) => age.decrypt(bytes, [identity]) });
    expect(await outcomes(files, about, openAs(reader))).toEqual(whole);
    expect(await outcomes(files, about, { fernet: [sampleKey] })).toEqual([
      "pass decision",
      "unknown bundle",
      "unknown inputs document",
    ]);
    expect(await outcomes(files, about, openAs(stranger))).toContain("fail bundle INTEGRITY_DECRYPTION");
  });
});

describe("checkSealed() finds, in documents that were sealed together,", () => {
  const other: DecisionRecord = { ...sampleDecision, to_go: [] };

  test.each<[string, Parameters<typeof sealSample>[1], readonly string[]]>([
    ["another decision in the bundle", { decision: other }, ["fail bundle decision INTEGRITY_DIGEST"]],
    [
      "another decision beside it",
      { bundle: { ...sampleBundle, sections: { ...sampleBundle.sections, decision: decisionSection(other) } } },
      ["fail bundle decision INTEGRITY_DIGEST"],
    ],
    [
      "no decision in the bundle",
      { bundle: { ...sampleBundle, sections: {} } },
      ["fail bundle decision INTEGRITY_DIGEST"],
    ],
    ["another run", { bundle: { ...sampleBundle, run_id: "other" } }, ["fail decision INTEGRITY_MANIFEST"]],
    [
      "another application",
      { decision: { ...sampleDecision, app: { id: "APP-9" } } },
      ["fail decision INTEGRITY_MANIFEST", "fail bundle decision INTEGRITY_DIGEST"],
    ],
  ])("%s", async (_, parts, expected) => {
    const { files } = await sealSample({ compress: true }, parts);
    expect((await outcomes(files, about)).filter((one) => one.startsWith("fail"))).toEqual([...expected]);
  });
});

describe("checkSealed() finds a manifest that says something else:", () => {
  test.each<[string, Partial<Manifest>, string]>([
    ["another root over the sections", { sections_root: "00".repeat(32) }, "fail bundle sections INTEGRITY_DIGEST"],
    ["another status of a section", { sections: [] }, "fail bundle content INTEGRITY_MANIFEST"],
    ["another verdict", { verdict: "GO" }, "fail decision INTEGRITY_MANIFEST"],
    [
      "another digest of the plain bundle",
      { bundle: { ...sample.manifest.bundle, sha256: "00".repeat(32) } },
      "fail bundle INTEGRITY_DIGEST",
    ],
    [
      "another size of the plain inputs",
      {
        inputs_document: {
          name: "fixops-demo-run-inputs.jsonl.gz",
          sha256: sha256Hex("{}\n"),
          bytes: 4,
          encoding: ["gzip"],
        },
      },
      "fail inputs document INTEGRITY_DIGEST",
    ],
  ])("%s", async (_, change, expected) => {
    expect(await outcomes(restated(change), about)).toContain(expected);
  });
});
