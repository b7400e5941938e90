import { expect, test } from "bun:test";
import { evidenceNamespace, sshSigned } from "../../src/evidence/ssh.ts";
import { parseSshSignature, sshSignedData } from "../../src/standards/ssh-signature.ts";
import { ed25519, p256 } from "../support/sample-keys.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

test.each([
  ["Ed25519", ed25519],
  ["ECDSA", p256],
])("sshSigned() signs a document for evidence and nothing else, with %s", (_, { signer, publicKey }) => {
  const document = bytesOf("{}\n");
  const text = textOf(sshSigned(document, signer));
  expect(text).toStartWith("-----BEGIN SSH SIGNATURE-----\n");
  expect(text).toEndWith("-----END SSH SIGNATURE-----\n");
  const found = parseSshSignature(text);
  expect([found.namespace, found.publicKey.keyId]).toEqual(["fixops-evidence", publicKey.keyId]);
  const holds = (bytes: Uint8Array, namespace: string): boolean =>
    publicKey.verify(sshSignedData(bytes, namespace), found.signature);
  expect(holds(document, evidenceNamespace)).toBe(true);
  expect(holds(bytesOf("{} \n"), evidenceNamespace)).toBe(false);
  expect(holds(document, "git")).toBe(false);
});
