import { describe, expect, test } from "bun:test";
import { createHash, createPublicKey } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleFromJSON } from "@sigstore/bundle";
import { toSignedEntity, Verifier } from "@sigstore/verify";
import { signer } from "../../src/doors/system/signer.ts";
import { type Claim, stageClaim } from "../../src/evidence/claim.ts";
import { signatureName, signDocument, verifySigned } from "../../src/evidence/statement.ts";
import { preAuthEncoding } from "../../src/standards/dsse.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { type PublicKey, parsePublicKey } from "../../src/standards/signature.ts";
import { shell } from "../support/child.ts";
import { hasNeed } from "../support/needs.ts";
import { ed25519, p256, type SamplePair, stranger } from "../support/sample-keys.ts";
import { bytesOf, textOf, workspace } from "../support/workspace.ts";
import { stageBytes, stageDocument } from "./sample-stage.ts";

const fresh = workspace();
const name = "build.report.json";
const signatureFileName = signatureName(name);
const claim = stageClaim(name, stageBytes());
const pairs: readonly (readonly [string, SamplePair])[] = [
  ["ed25519", ed25519],
  ["ecdsa-p256", p256],
];

type Wire = {
  mediaType: string;
  verificationMaterial: { publicKey: { hint: string }; [more: string]: unknown };
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
};

const signed = signDocument(claim, ed25519.signer);

function failures(
  bytes: Uint8Array,
  keys: readonly PublicKey[] = [ed25519.publicKey],
  about: Claim = claim,
): readonly string[] {
  return verifySigned(about, { name: signatureName(about.name), bytes }, keys).flatMap((check) =>
    check.status === "fail" ? [check.what] : [],
  );
}

/** A changed bundle, canonical again; with a payload, signed again over it. */
function altered(change: (bundle: Wire) => void): Uint8Array {
  const bundle: Wire = JSON.parse(textOf(signed));
  change(bundle);
  return bytesOf(`${canonicalJson(bundle)}\n`);
}

/** The statement changed, and signed by the same key: the signature alone would hold. */
function restated(change: (statement: Record<string, unknown>) => void): Uint8Array {
  return altered(({ dsseEnvelope }) => {
    const statement = JSON.parse(textOf(Uint8Array.fromBase64(dsseEnvelope.payload)));
    change(statement);
    const payload = bytesOf(canonicalJson(statement));
    const sig = ed25519.signer.sign(preAuthEncoding(dsseEnvelope.payloadType, payload));
    Object.assign(dsseEnvelope, { payload: payload.toBase64(), signatures: [{ sig: sig.toBase64() }] });
  });
}

test("signatureName() stands beside the document", () => {
  expect(signatureName("manifest.json")).toBe("manifest.json.sigstore.json");
});

test.each(pairs)("verifySigned() passes what signDocument() made with %s", (_, pair) => {
  const checks = verifySigned(claim, { name: signatureFileName, bytes: signDocument(claim, pair.signer) }, [
    stranger.publicKey,
    pair.publicKey,
  ]);
  expect(checks.map(({ what, status }) => `${status} ${what}`)).toEqual([
    "pass file build.report.json.sigstore.json",
    "pass statement",
    "pass signature",
  ]);
});

test("signDocument() writes a statement of v1 about the document, and with Ed25519 always the same bytes", () => {
  expect(signDocument(claim, ed25519.signer)).toEqual(signed);
  const bundle: Wire = JSON.parse(textOf(signed));
  expect(bundle.mediaType).toBe("application/vnd.dev.sigstore.bundle.v0.3+json");
  expect(JSON.parse(textOf(Uint8Array.fromBase64(bundle.dsseEnvelope.payload)))).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject: [{ name, digest: { sha256: createHash("sha256").update(claim.bytes).digest("hex") } }],
    predicateType: claim.predicateType,
    predicate: claim.predicate,
  });
});

test("verifySigned() without a key compares the statement and does not pass the signature", () => {
  const checks = verifySigned(claim, { name: signatureFileName, bytes: signed }, []);
  expect(checks.map(({ status }) => status)).toEqual(["pass", "pass", "unknown"]);
});

test("verifySigned() finds every changed byte of the file and of the document", () => {
  for (const [at, byte] of signed.entries()) {
    for (const bit of [1, 0x20, 0x80]) {
      const flipped = Uint8Array.from(signed);
      flipped[at] = byte ^ bit;
      expect([at, bit, failures(flipped).length > 0]).toEqual([at, bit, true]);
    }
  }
  for (const length of [0, 1, signed.length - 1]) expect(failures(signed.subarray(0, length))).toHaveLength(1);
});

describe("verifySigned() fails for", () => {
  test.each<[string, Uint8Array, readonly string[]]>([
    [
      "another subject name",
      restated((s) => Object.assign(s, { subject: [{ ...Object(s["subject"])[0], name: "x" }] })),
      ["statement"],
    ],
    [
      "another subject digest",
      restated((s) => Object.assign(s, { subject: [{ name, digest: { sha256: "00".repeat(32) } }] })),
      ["statement"],
    ],
    [
      "a second subject",
      restated((s) => Object.assign(s, { subject: [Object(s["subject"])[0], { name: "x", digest: {} }] })),
      ["statement"],
    ],
    [
      "another predicate type",
      restated((s) => Object.assign(s, { predicateType: "https://example.com" })),
      ["statement"],
    ],
    [
      "another statement type",
      restated((s) => Object.assign(s, { _type: "https://in-toto.io/Statement/v0.1" })),
      ["statement"],
    ],
    ["another commit", restated((s) => Object.assign(Object(s["predicate"]), { commit: "0" })), ["statement"]],
    ["no previous stage", restated((s) => Object.assign(Object(s["predicate"]), { previous: null })), ["statement"]],
    ["another artefact", restated((s) => Object.assign(Object(s["predicate"]), { artefacts: [] })), ["statement"]],
    ["one member more", restated((s) => Object.assign(Object(s["predicate"]), { more: 1 })), ["statement"]],
    [
      "a deep predicate",
      restated((s) => Object.assign(s, { predicate: JSON.parse(`${"[".repeat(900)}${"]".repeat(900)}`) })),
      ["statement"],
    ],
    [
      "another hint",
      altered((b) => Object.assign(b.verificationMaterial.publicKey, { hint: stranger.publicKey.hint })),
      ["signature"],
    ],
    ["no signature", altered((b) => Object.assign(b.dsseEnvelope, { signatures: [] })), [`file ${name}.sigstore.json`]],
    ["two signatures", altered((b) => b.dsseEnvelope.signatures.push({ sig: "AA==" })), [`file ${name}.sigstore.json`]],
    [
      "a key id beside it",
      altered((b) => Object.assign(Object(b.dsseEnvelope.signatures[0]), { keyid: "x" })),
      [`file ${name}.sigstore.json`],
    ],
    [
      "another payload type",
      altered((b) => Object.assign(b.dsseEnvelope, { payloadType: "text/plain" })),
      [`file ${name}.sigstore.json`],
    ],
    [
      "a log entry beside it",
      altered((b) => Object.assign(b.verificationMaterial, { tlogEntries: [{}] })),
      [`file ${name}.sigstore.json`],
    ],
    [
      "a payload that is no JSON",
      altered((b) => Object.assign(b.dsseEnvelope, { payload: "AAAA" })),
      ["statement", "signature"],
    ],
    [
      "the signature of another document",
      signDocument(stageClaim(name, stageBytes({ run_id: "run-2" })), ed25519.signer),
      ["statement"],
    ],
    [
      "the signature of another file name",
      signDocument(stageClaim("test.report.json", stageBytes()), ed25519.signer),
      ["statement"],
    ],
    ["a stranger's signature", signDocument(claim, stranger.signer), ["signature"]],
  ])("%s", (_, bytes, expected) => {
    expect(failures(bytes)).toEqual(expected);
  });

  test("a signature under a key of the other algorithm", () => {
    expect(failures(signed, [p256.publicKey])).toEqual(["signature"]);
  });

  test("a key that the document does not name", () => {
    expect(failures(signed, [], { ...claim, keyId: stranger.publicKey.keyId })).toEqual(["signature"]);
  });

  test("and names what differs", () => {
    const other = stageClaim(name, stageBytes({ ...stageDocument, commit: "c0ffee" }));
    const [, statement] = verifySigned(other, { name: signatureFileName, bytes: signed }, []);
    expect(statement?.detail).toContain("subject, predicate.commit");
  });
});

describe.skipIf(!hasNeed("openssl"))("openssl holds the signature over the pre-authentication encoding", () => {
  test.each(pairs)("of %s, and not over another", (algorithm, pair) => {
    const directory = fresh();
    const { dsseEnvelope }: Wire = JSON.parse(textOf(signDocument(claim, pair.signer)));
    const payload = Uint8Array.fromBase64(dsseEnvelope.payload);
    writeFileSync(join(directory, "pae"), preAuthEncoding(dsseEnvelope.payloadType, payload));
    writeFileSync(join(directory, "sig"), Uint8Array.fromBase64(dsseEnvelope.signatures[0]?.sig ?? ""));
    writeFileSync(join(directory, "pub"), pair.publicKey.pem);
    writeFileSync(join(directory, "other"), payload);
    const command =
      algorithm === "ed25519"
        ? "openssl pkeyutl -verify -pubin -inkey pub -rawin -sigfile sig -in"
        : "openssl dgst -sha256 -verify pub -signature sig";
    const codeFor = (file: string): number => shell(`${command} ${file}`, directory).exitCode;
    expect([codeFor("pae"), codeFor("other")]).toEqual([0, 1]);
  });

  test.each(pairs)("makes keys of %s that a signer takes, and reads their public halves alike", (algorithm) => {
    const directory = fresh();
    const kind = algorithm === "ed25519" ? "-algorithm ed25519" : "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
    const { stdout: pem } = shell(`openssl genpkey ${kind} -out key && openssl pkey -in key -pubout`, directory);
    const ours = signer({ privateKey: readFileSync(join(directory, "key"), "utf8") });
    expect(ours.publicKey).toBe(pem);
    expect(failures(signDocument(claim, ours), [parsePublicKey(pem)])).toEqual([]);
  });
});

// The reference implementation of Sigstore bundles, an oracle for ours: the program verifies its own documents by itself.
describe("@sigstore/verify", () => {
  function holds(bytes: Uint8Array, { publicKey }: SamplePair): boolean {
    const material = {
      certificateAuthorities: [],
      timestampAuthorities: [],
      tlogs: [],
      ctlogs: [],
      publicKey: (hint: string) => {
        if (hint !== publicKey.hint) throw new Error("another key");
        return { publicKey: createPublicKey(publicKey.pem), validFor: () => true };
      },
    };
    const thresholds = { tlogThreshold: 0, ctlogThreshold: 0, tsaThreshold: 0, timestampThreshold: 0 };
    try {
      new Verifier(material, thresholds).verify(toSignedEntity(bundleFromJSON(JSON.parse(textOf(bytes)))));
      return true;
    } catch {
      return false;
    }
  }

  test.each(pairs)("accepts our bundle of %s", (_, pair) => {
    expect(holds(signDocument(claim, pair.signer), pair)).toBe(true);
  });

  test("refuses another key, and a changed payload, signature or payload type", () => {
    expect(holds(signed, stranger)).toBe(false);
    expect(
      holds(
        altered((b) => Object.assign(b.dsseEnvelope, { payload: "e30=" })),
        ed25519,
      ),
    ).toBe(false);
    expect(
      holds(
        altered((b) => Object.assign(b.dsseEnvelope, { payloadType: "text/plain" })),
        ed25519,
      ),
    ).toBe(false);
    const sig = new Uint8Array(64).toBase64();
    expect(
      holds(
        altered((b) => Object.assign(b.dsseEnvelope, { signatures: [{ sig }] })),
        ed25519,
      ),
    ).toBe(false);
  });
});
