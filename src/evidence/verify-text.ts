import type { Manifest } from "../domain/bundle.ts";
import { logFile } from "./audit.ts";
import { decisionFile, manifestFile } from "./bundle.ts";

/** VERIFY.txt of a hand-off copy: what the files are, and how to check them with tools that every system has. */
export function verifyText(manifest: Manifest): string {
  const directory = `${manifest.mode}/${manifest.run_id}`;
  const { bundle } = manifest;
  return `Evidence of run ${manifest.run_id}: ${manifest.verdict}, made ${manifest.as_of}, to be kept until ${manifest.retention_until}.

What is here
  ${directory}/${decisionFile}   the verdict and its reasons
  ${directory}/${bundle.name}   the evidence bundle
  ${directory}/${manifestFile}   digests of both
  audit/${logFile}   the log that recorded the run

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

What this proves
  That these files belong together and were not changed since the log was written, given that the log, or the
  digest of its last line, is also kept where the author of this copy cannot change it. The files carry no signature.
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
