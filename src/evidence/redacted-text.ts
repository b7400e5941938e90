import type { Manifest } from "../domain/bundle.ts";
import { logFile } from "./audit.ts";
import { decisionFile, manifestFile, sshSignatureFile } from "./bundle.ts";
import { redactedName } from "./redacted.ts";
import { evidenceNamespace } from "./ssh.ts";

/** VERIFY.txt of a redacted copy: what is shown and what is not, and how to check that. `names`: files of the run. */
export function redactedText(manifest: Manifest, names: ReadonlySet<string>): string {
  const directory = `${manifest.mode}/${manifest.run_id}`;
  const bundle = `${directory}/${redactedName(manifest.mode)}`;
  const decision = manifest.files.filter(({ name }) => name === decisionFile && names.has(name));
  return `Redacted evidence of run ${manifest.run_id}: ${manifest.verdict}, made ${manifest.as_of}, to be kept until ${manifest.retention_until}.

What is here
  ${bundle}   some sections of the bundle; of the others a salted digest
${decision.map(({ name }) => `  ${directory}/${name}   the verdict and its reasons\n`).join("")}  ${directory}/${manifestFile}   digests of the whole, unchanged
  audit/${logFile}   the log that recorded the run

  The manifest also shows verdict, application, names, sizes and digests of the inputs, digests of overlay and
  intelligence, the names of all sections, and the size of the bundle, by which the length of what is withheld can be
  told when little is; the log shows the other runs in it.

What is withheld
  The other sections, ${decision.length === 0 ? `${decisionFile} with its reasons, ` : ""}and the normalised inputs. Each digest has a salt of its own,
  which is made of all inputs: who has or guesses every byte of these can tell the sections as well, and nobody else.

Check it with the program that made it
  fixops verify .

Check it without that program (POSIX shell, sha256sum, Python 3)
${decision.map(({ name, sha256 }) => `  The decision is the one that the manifest lists:\n    echo "${sha256}  ${directory}/${name}" | sha256sum -c -\n\n`).join("")}  The manifest is what the log recorded:
    grep -F '"run":"${manifest.run_id}"' audit/${logFile} | grep -qF "$(sha256sum < ${directory}/${manifestFile} | cut -d ' ' -f 1)" && echo "manifest: OK"

  The shown sections and the digests of the others lead to the root in the manifest (RFC 6962):
    cat > root.py <<'END'
${rootScript.replaceAll(/^(?=.)/gm, "    ")}    END
    python3 root.py ${bundle} ${manifest.sections_root}
${signatureCommands(directory, manifest)}`;
}

/** Canonical JSON is hashed as it stands, so the text of a section is cut out of the file. */
const rootScript = `import hashlib, json, sys
text = open(sys.argv[1], encoding="utf-8", newline="").read()
doc = json.loads(text)
def leaf(name):
    if name in doc["withheld"]: return bytes.fromhex(doc["withheld"][name])
    salt = doc["sections"][name]["salt"]
    head = '"%s":{"salt":"%s","section":' % (name, salt)
    start = text.index(head) + len(head)
    end = json.JSONDecoder().raw_decode(text, start)[1]
    return hashlib.sha256(('\\0["%s","%s",%s]' % (name, salt, text[start:end])).encode()).digest()
def root(leaves):
    if len(leaves) == 1: return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\\x01" + root(leaves[:left]) + root(leaves[left:])).digest()
found = root([leaf(name) for name in sorted({**doc["sections"], **doc["withheld"]})]).hex()
print("sections: OK" if found == sys.argv[2] else "sections: FAIL, " + found)
sys.exit(0 if found == sys.argv[2] else 5)
`;

function signatureCommands(directory: string, { signed_by }: Manifest): string {
  if (signed_by === undefined) return "";
  const path = `${directory}/${manifestFile}`;
  return `
  The manifest is signed. allowed_signers holds the signer's key as the owner of it has it from \`fixops keys show\`:
    ssh-keygen -Y verify -f allowed_signers -I fixops -n ${evidenceNamespace} -s ${directory}/${sshSignatureFile} < ${path}
`;
}
