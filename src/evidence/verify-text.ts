import type { Manifest, SealedRecord } from "../domain/bundle.ts";
import type { PublicKey } from "../standards/signature.ts";
import { allowedSigner } from "../standards/ssh-signature.ts";
import { checkpointFile, logFile } from "./audit.ts";
import { decisionFile, manifestFile, proofFile, signatureFile, sshSignatureFile, vsaFile } from "./bundle.ts";
import { fileOf } from "./log-family.ts";
import { evidenceNamespace } from "./ssh.ts";

/** Where the key of a signer stands in a hand-off copy. */
export function keyFileOf({ keyId }: PublicKey): string {
  return `keys/${keyId}.pub`;
}

/**
 * VERIFY.txt of a hand-off copy: what the files are, and how to check them with tools that every system has.
 * `key`: the signer's public key, when it is in the copy; `years`: those whose logs are in it beside the open one.
 */
export function verifyText(manifest: Manifest, key?: PublicKey, years: readonly string[] = []): string {
  const directory = `${manifest.mode}/${manifest.run_id}`;
  const logs = [...years, undefined].map((year) => `audit/${fileOf(year === undefined ? {} : { year }, logFile)}`);
  return `Evidence of run ${manifest.run_id}: ${manifest.verdict}, made ${manifest.as_of}, to be kept until ${manifest.retention_until}.

What is here
${filesText(directory, manifest, key)}
  audit/   the log that recorded the run
  verify.sh, verify.html   check all of it, see below

Check it with the program that made it
  fixops verify .

Check it without that program
  In a POSIX shell, with sha256sum, openssl and gzip; read the script first, it changes nothing:
    sh verify.sh

  In a browser, without network: open verify.html, and choose this folder.

  Both are the same in every copy of this version, and know nothing of this one: better take them from a copy that
  somebody else gave you. They take the keys in keys/ when you give no other.${key === undefined ? "" : ` A key from its owner is better:\n  sh verify.sh --key FILE.`}

Check it by hand
  The files are what the manifest lists:
${manifest.files.map((file) => `    echo "${file.sha256}  ${directory}/${file.name}" | sha256sum -c -`).join("\n")}

  The manifest is what the log recorded:
    cat ${logs.join(" ")} | grep -F '"run":"${manifest.run_id}"' | grep -qF "$(sha256sum < ${directory}/${manifestFile} | cut -d ' ' -f 1)" && echo "manifest: OK"

  The log is a chain: the digest of each line, after a zero byte, is "prev" of the next.
    for log in ${logs.join(" ")}; do prev=$(printf '%064d' 0); while IFS= read -r line; do case $line in *"\\"prev\\":\\"$prev\\""*) ;; *) echo "does not chain: $line"; exit 5 ;; esac; prev=$(printf '\\000%s' "$line" | sha256sum | cut -d ' ' -f 1); done < $log; echo "log: OK, last leaf $prev"; done

${[manifest.bundle, ...(manifest.inputs_document ? [manifest.inputs_document] : [])].map((record) => openText(directory, record)).join("\n")}
${signatureText(directory, manifest, key)}
What this proves
  That these files belong together and were not changed since the log was written, given that the log, or the
  digest of its last line, or a checkpoint of it, is also kept where the author of this copy cannot change it.
  ${signatureWords(manifest)}
`;
}

function filesText(directory: string, manifest: Manifest, key: PublicKey | undefined): string {
  const isSigned = manifest.signed_by !== undefined;
  const files: readonly (readonly [name: string, what: string])[] = [
    [`${directory}/${decisionFile}`, "the verdict and its reasons"],
    [`${directory}/${manifest.bundle.name}`, "the evidence bundle"],
    [manifest.inputs_document ? `${directory}/${manifest.inputs_document.name}` : "", "what it was decided on"],
    [`${directory}/${manifestFile}`, "digests of these"],
    [isSigned ? `${directory}/${signatureFile}` : "", "the signature on the manifest: a statement of the decision"],
    [isSigned ? `${directory}/${vsaFile}` : "", "another, a verification summary of SLSA"],
    [isSigned ? `${directory}/${sshSignatureFile}` : "", "another, for ssh-keygen"],
    [manifest.log_key ? `${directory}/${proofFile}` : "", "that the log has the line of the run"],
    [manifest.log_key ? `audit/${checkpointFile}` : "", "the root of the log, signed: keep a copy elsewhere"],
    [key ? keyFileOf(key) : "", "the signer's public key: compare it with the one that its owner publishes"],
  ];
  return files.flatMap(([name, what]) => (name === "" ? [] : [`  ${name}   ${what}`])).join("\n");
}

function signatureWords({ signed_by }: Manifest): string {
  if (signed_by === undefined) return "The files carry no signature.";
  return "The signature says whose key vouches for them, given that the public key did not come with this copy.";
}

/** Canonical JSON has no spaces, and the payload of an envelope is base64: a line tool can take it out. */
function signatureText(directory: string, { signed_by }: Manifest, key: PublicKey | undefined): string {
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
${key === undefined ? "" : sshText(directory, key)}`;
}

/** The key stands in the text, since older ssh-keygen do not read PEM of all kinds. */
function sshText(directory: string, publicKey: PublicKey): string {
  const signer = allowedSigner({ principal: "signer", namespace: evidenceNamespace, publicKey });
  return `
  So does the one for ssh-keygen, with the key as ssh writes it:
    echo '${signer}' > allowed_signers
    ssh-keygen -Y verify -f allowed_signers -I signer -n ${evidenceNamespace} -s ${directory}/${sshSignatureFile} < ${directory}/${manifestFile}
`;
}

const fernet = `python3 -c 'import os, sys; from cryptography.fernet import Fernet; sys.stdout.buffer.write(Fernet(os.environ["FIXOPS_EVIDENCE_KEY"]).decrypt(open(sys.argv[1], "rb").read()))'`;

function openText(directory: string, { name, sha256, encoding }: SealedRecord): string {
  const path = `${directory}/${name}`;
  const head = `  ${name} opens to the plain document with SHA-256 ${sha256}:\n`;
  const unpack = encoding.includes("gzip") ? " | gzip -dc" : "";
  if (encoding.includes("age")) {
    return `${head}    # age, and the file with the identity of a recipient\n    age -d -i IDENTITY ${path}${unpack} | sha256sum\n`;
  }
  if (encoding.includes("fernet")) {
    return `${head}    # Fernet: Python's cryptography package, and the key in the variable FIXOPS_EVIDENCE_KEY\n    ${fernet} ${path}${unpack} | sha256sum\n`;
  }
  return `${head}    ${unpack === "" ? `sha256sum ${path}` : `gzip -dc ${path} | sha256sum`}\n`;
}
