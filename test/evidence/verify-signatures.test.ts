import { describe, expect, test } from "bun:test";
import { sshSigned } from "../../src/evidence/ssh.ts";
import { sshSignature, sshSignedData } from "../../src/standards/ssh-signature.ts";
import { changedFiles, flipped, outcomes } from "../support/checks.ts";
import { ed25519, p256, type SamplePair, stranger } from "../support/sample-keys.ts";
import { sealSample } from "../support/sample-run.ts";
import { bytesOf } from "../support/workspace.ts";

const about = /^(signature|statement|file manifest)/;
const [dsse, vsa, ssh] = ["manifest.json.sigstore.json", "manifest.json.vsa.sigstore.json", "manifest.json.sig"];
const signed = await sealSample({ compress: true }, { signer: ed25519.signer });
const manifest = signed.files.get("manifest.json") ?? new Uint8Array();

const allOf = (signature: string, last: string): readonly string[] => [
  `pass file ${dsse}`,
  "pass statement",
  signature,
  `pass file ${vsa}`,
  "pass statement",
  signature,
  last,
];

describe("checkSignatures() looks at all three", () => {
  test.each<[string, SamplePair]>([
    ["Ed25519", ed25519],
    ["ECDSA", p256],
  ])("under the key that signed, with %s", async (_, pair) => {
    const { files } = await sealSample({ compress: true }, { signer: pair.signer });
    const publicKeys = [stranger.publicKey, pair.publicKey];
    expect(await outcomes(files, about, { publicKeys })).toEqual(allOf("pass signature", `pass file ${ssh}`));
  });

  test("without a key, and passes no signature", async () => {
    expect(await outcomes(signed.files, about)).toEqual(allOf("unknown signature", `unknown file ${ssh}`));
  });

  test("and never passes one under a stranger's key", async () => {
    const found = await outcomes(signed.files, about, { publicKeys: [stranger.publicKey] });
    const signatures = found.filter((one) => /signature|\.sig$|\.sig /.test(one));
    expect(signatures).toHaveLength(3);
    expect(signatures.filter((one) => one.startsWith("pass"))).toEqual([]);
    expect(found).toContain("fail signature INTEGRITY_SIGNATURE");
  });
});

/** The SSH signature in place of ours. */
function withSsh(signature: Uint8Array): Map<string, Uint8Array> {
  return changedFiles(signed.files, ssh, signature);
}

const inNamespace = (namespace: string): Uint8Array => {
  const { publicKey, signer } = ed25519;
  return bytesOf(sshSignature({ publicKey, namespace, signature: signer.sign(sshSignedData(manifest, namespace)) }));
};

describe("checkSignatures() fails for", () => {
  const publicKeys = [ed25519.publicKey];
  test.each<[string, Map<string, Uint8Array>, string]>([
    ["no decision statement", changedFiles(signed.files, dsse, undefined), "fail signature INTEGRITY_SIGNATURE"],
    ["no verification summary", changedFiles(signed.files, vsa, undefined), "fail signature INTEGRITY_SIGNATURE"],
    ["no SSH signature", changedFiles(signed.files, ssh, undefined), `fail file ${ssh} INTEGRITY_SIGNATURE`],
    [
      "the decision statement in place of the summary",
      changedFiles(signed.files, vsa, signed.files.get(dsse)),
      "fail statement INTEGRITY_SIGNATURE",
    ],
    [
      "the summary in place of the decision statement",
      changedFiles(signed.files, dsse, signed.files.get(vsa)),
      "fail statement INTEGRITY_SIGNATURE",
    ],
    [
      "an SSH signature of a stranger",
      withSsh(sshSigned(manifest, stranger.signer)),
      `fail file ${ssh} INTEGRITY_SIGNATURE`,
    ],
    [
      "an SSH signature of other bytes",
      withSsh(sshSigned(bytesOf("{}\n"), ed25519.signer)),
      `fail file ${ssh} INTEGRITY_SIGNATURE`,
    ],
    ["an SSH signature for git", withSsh(inNamespace("git")), `fail file ${ssh} INTEGRITY_SIGNATURE`],
    [
      "an SSH signature in bytes that are no text",
      withSsh(Uint8Array.of(0xff, 0xfe)),
      `fail file ${ssh} INTEGRITY_SIGNATURE`,
    ],
    ["an empty SSH signature", withSsh(new Uint8Array()), `fail file ${ssh} INTEGRITY_SIGNATURE`],
  ])("%s, with the key and without", async (_, files, expected) => {
    expect(await outcomes(files, about, { publicKeys })).toContain(expected);
    expect(await outcomes(files, about)).toContain(expected);
  });

  test("any changed byte of the SSH signature", async () => {
    const bytes = signed.files.get(ssh) ?? new Uint8Array();
    const missed: number[] = [];
    for (let at = 0; at < bytes.length; at++) {
      const found = await outcomes(withSsh(flipped(bytes, at)), /^file manifest\.json\.sig$/, { publicKeys });
      if (!found.every((one) => one.startsWith("fail"))) missed.push(at);
    }
    expect(missed).toEqual([]);
  });
});

test("checkSignatures() of a run that is not signed fails only when a key was given", async () => {
  const { files } = await sealSample({ compress: true });
  expect(await outcomes(files, about)).toEqual([]);
  expect(await outcomes(files, about, { publicKeys: [ed25519.publicKey] })).toEqual([
    "fail signature INTEGRITY_SIGNATURE",
  ]);
});
