import type { Manifest } from "../domain/bundle.ts";
import { reasonOf } from "../domain/error.ts";
import type { PublicKey } from "../standards/signature.ts";
import { parseSshSignature, verifySshSignature } from "../standards/ssh-signature.ts";
import { decisionFile, manifestFile, signatureFile, sshSignatureFile, vsaFile } from "./bundle.ts";
import { type Check, fail, pass, unknown } from "./check.ts";
import { decisionClaim } from "./claim.ts";
import type { DecisionParts } from "./read.ts";
import type { RunFiles, Withheld } from "./run-parts.ts";
import { evidenceNamespace } from "./ssh.ts";
import { verifySigned } from "./statement.ts";
import { vsaClaim } from "./vsa.ts";

type Given = {
  readonly decision: DecisionParts | undefined;
  readonly keys: readonly PublicKey[];
  readonly withheld: Withheld;
};

/** All signatures on the manifest. A run that is not signed has nothing to check, unless a key was given to check it with. */
export function checkSignatures(files: RunFiles, manifest: Manifest, given: Given): readonly Check[] {
  const { signed_by: signedBy } = manifest;
  if (signedBy === undefined) {
    const detail = "a key was given, and the run is not signed";
    return given.keys.length === 0 ? [] : [fail("signature", "INTEGRITY_SIGNATURE", detail)];
  }
  const bytes = files.get(manifestFile) ?? new Uint8Array();
  return [
    ...(given.withheld.has(signatureFile)
      ? [checkWithheld(manifest, given.keys)]
      : checkStatements(files, manifest, { ...given, bytes })),
    checkSsh(files.get(sshSignatureFile), { bytes, keys: given.keys, keyId: signedBy.key_id }),
  ];
}

/** The statements are withheld with the decision: who signed is told by the SSH signature alone. */
function checkWithheld({ signed_by: signedBy }: Manifest, keys: readonly PublicKey[]): Check {
  const isGiven = keys.length === 0 || keys.some(({ keyId }) => keyId === signedBy?.key_id);
  if (isGiven) return unknown("statements", `withheld from this copy with ${decisionFile}, which they quote`);
  return fail("signature", "INTEGRITY_SIGNATURE", `is of ${signedBy?.key_id ?? ""}, none of the given keys`);
}

function checkStatements(
  files: RunFiles,
  manifest: Manifest,
  { decision, keys, bytes }: Given & { readonly bytes: Uint8Array },
): readonly Check[] {
  const missing = [signatureFile, vsaFile].filter((name) => !files.has(name));
  if (missing.length > 0) {
    const detail = `the manifest is signed by ${manifest.signed_by?.key_id ?? ""}, and ${missing.join(" and ")} is missing`;
    return [fail("signature", "INTEGRITY_SIGNATURE", detail)];
  }
  // That the decision is missing or unreadable was told before.
  if (decision === undefined) return [unknown("signature", `${decisionFile} cannot be read`)];
  const claims = [
    [signatureFile, decisionClaim(manifest, bytes, decision.value)],
    [vsaFile, vsaClaim(manifest, bytes, decision.value)],
  ] as const;
  return claims.flatMap(([name, claim]) =>
    verifySigned(claim, { name, bytes: files.get(name) ?? new Uint8Array() }, keys),
  );
}

type SshParts = { readonly bytes: Uint8Array; readonly keys: readonly PublicKey[]; readonly keyId: string };

/** The signature that ssh-keygen verifies, by the same key as the others. */
function checkSsh(signature: Uint8Array | undefined, { bytes, keys, keyId }: SshParts): Check {
  const what = `file ${sshSignatureFile}`;
  if (signature === undefined) return fail(what, "INTEGRITY_SIGNATURE", "is missing");
  try {
    const text = new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(signature);
    const { publicKey } = parseSshSignature(text);
    if (publicKey.keyId !== keyId) {
      return fail(what, "INTEGRITY_SIGNATURE", `is of the key ${publicKey.keyId}, not ${keyId}`);
    }
    const verdict = verifySshSignature(text, bytes, evidenceNamespace, [publicKey]);
    if (!verdict.holds) return fail(what, "INTEGRITY_SIGNATURE", verdict.reason);
    const isGiven = keys.some((key) => key.keyId === keyId);
    const detail = `SSH signature of the key ${keyId} in the namespace ${evidenceNamespace}`;
    return isGiven
      ? pass(what, detail, "the given key")
      : unknown(what, `${detail} holds, and no key was given that vouches for it`);
  } catch (error) {
    return fail(what, "INTEGRITY_SIGNATURE", `does not hold: ${reasonOf(error)}`);
  }
}
