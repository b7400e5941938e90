import type { Manifest } from "../domain/bundle.ts";
import { logFile } from "./audit.ts";
import { decisionFile, manifestFile, signatureFile } from "./bundle.ts";

/**
 * VERIFY.txt of a hand-off copy: what the files are, and how to check them with tools that every system has.
 * `keyFile`: the signer's public key in the copy, when it was at hand.
 */
export function verifyText(manifest: Manifest, keyFile?: string): string {
  const directory = `${manifest.mode}/${manifest.run_id}`;
  const { bundle } = manifest;
  return `Evidence of run ${manifest.run_id}: ${manifest.verdict}, made ${manifest.as_of}, to be kept until ${manifest.retention_until}.

What is here
  ${directory}/${decisionFile}   the verdict and its reasons
  ${directory}/${bundle.name}   the evidence bundle
  ${directory}/${manifestFile}   digests of both
${signatureLine(directory, manifest)}  audit/${logFile}   the log that recorded the run
${keyFile === undefined ? "" : `  ${keyFile}   the signer's public key: compare it with the one that its owner publishes\n`}
Check it with the program that made it
  fixops verify .

Check it without that program (POSIX shell, sha256sum)
  The files are what the manifest lists:
${manifest.files.map((file) => `    echo "${file.sha256}  ${directory}/${file.name}" | sha256sum -c -`).join("\n")}

  The manifest is what the log recorded:
    grep -F '"run":"${manifest.run_id}"' audit/${logFile} | grep -qF "$(sha256sum < ${directory}/${manifestFile} | cut -d ' ' -f 1)" && echo "manifest: OK"

  The log is a chain: the digest of each line, after a zero byte, is "prev" of the next.
    prev=$(printf '%064d' 0); while IFS= read -r line; do case $line in *"\\"prev\\":\\"$prev\\""*) ;; *) echo "does not chain: $line"; exit 5 ;; esac; prev=$(printf '\\000%s' "$line" | sha256sum | cut -d ' ' -f 1); done < audit/${logFile}; echo "log: OK, last leaf $prev"

  The bundle opens to the plain document with SHA-256 ${bundle.sha256}:
${openCommands(directory, manifest)}
${signatureCommands(directory, manifest)}
What this proves
  That these files belong together and were not changed since the log was written, given that the log, or the
  digest of its last line, is also kept where the author of this copy cannot change it. ${signatureWords(manifest)}
`;
}

function signatureLine(directory: string, { signed_by }: Manifest): string {
  return signed_by === undefined ? "" : `  ${directory}/${signatureFile}   who signed the manifest\n`;
}

function signatureWords({ signed_by }: Manifest): string {
  if (signed_by === undefined) return "The files carry no signature.";
  return "The signature says whose\n  key vouches for them, given that the public key did not come with this copy.";
}

/** Canonical JSON has no spaces, and the payload of an envelope is base64: a line tool can take it out. */
function signatureCommands(directory: string, { signed_by }: Manifest): string {
  if (signed_by === undefined) return "";
  const path = `${directory}/${signatureFile}`;
  const take = (member: string): string =>
    `sed 's/.*"${member}":"\\([^"]*\\)".*/\\1/' ${path} | tr -d '\\n' | openssl base64 -d -A`;
  const verify =
    signed_by.algorithm === "ed25519"
      ? "openssl pkeyutl -verify -pubin -inkey signer.pub -rawin -in statement.pae -sigfile statement.sig"
      : "openssl dgst -sha256 -verify signer.pub -signature statement.sig statement.pae";
  return `
  The signature on the manifest (DSSE; OpenSSL 3) holds under the public key signer.pub, which its owner gave you; it
  is ${signed_by.algorithm}, and the SHA-256 of its DER is ${signed_by.key_id}:
    openssl pkey -pubin -in signer.pub -outform DER | sha256sum
    ${take("payload")} > statement.json
    ${take("sig")} > statement.sig
    { printf 'DSSEv1 28 application/vnd.in-toto+json %d ' "$(wc -c < statement.json)"; cat statement.json; } > statement.pae
    ${verify}
    grep -qF "$(sha256sum < ${directory}/${manifestFile} | cut -d ' ' -f 1)" statement.json && echo "signed manifest: OK"
`;
}

function openCommands(directory: string, manifest: Manifest): string {
  const { name, encoding } = manifest.bundle;
  const path = `${directory}/${name}`;
  if (!encoding.includes("fernet")) {
    return encoding.includes("gzip") ? `    gzip -dc ${path} | sha256sum` : `    sha256sum ${path}`;
  }
  const unpack = encoding.includes("gzip") ? " | gzip -dc" : "";
  return `    # Fernet: Python's cryptography package, and the key in the variable FIXOPS_EVIDENCE_KEY
    python3 -c 'import os, sys; from cryptography.fernet import Fernet; sys.stdout.buffer.write(Fernet(os.environ["FIXOPS_EVIDENCE_KEY"]).decrypt(open(sys.argv[1], "rb").read()))' ${path}${unpack} | sha256sum`;
}
