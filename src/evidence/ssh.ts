import type { Signer } from "../domain/runtime.ts";
import { parsePublicKey } from "../standards/signature.ts";
import { sshSignature, sshSignedData } from "../standards/ssh-signature.ts";

/** What these signatures are for: one on evidence is none on a commit or a release of software. */
export const evidenceNamespace = "fixops-evidence";

/** The armoured signature of a document, for ssh-keygen -Y verify. Throws what the signer throws. */
export function sshSigned(document: Uint8Array, signer: Signer): Uint8Array {
  const signature = signer.sign(sshSignedData(document, evidenceNamespace));
  const publicKey = parsePublicKey(signer.publicKey);
  return new TextEncoder().encode(sshSignature({ publicKey, namespace: evidenceNamespace, signature }));
}
