import type { Manifest } from "../domain/bundle.ts";
import { sha256Hex } from "../standards/sha256.ts";
import { decisionFile, manifestFile, proofFile, signatureFiles } from "./bundle.ts";
import { type Check, fail, pass, unknown } from "./check.ts";
import { redactedName } from "./redacted.ts";
import type { RunFiles, Withheld } from "./run-parts.ts";

/**
 * Every file of the manifest by size and digest, and that the directory holds these and no others. What is withheld is
 * told, and must not be there.
 */
export function checkFiles(files: RunFiles, manifest: Manifest, withheld: Withheld): readonly Check[] {
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  const needed = [decisionFile, manifest.bundle.name, ...inputsDocumentOf(manifest)].filter(
    (name) => !listed.has(name),
  );
  const own = ownFiles(manifest, withheld);
  const unlisted = [...files.keys()].filter((name) => withheld.has(name) || !(own.includes(name) || listed.has(name)));
  const isSet = listed.size === manifest.files.length && !listed.has(manifestFile);
  return [
    ...manifest.files.map((file) => (withheld.has(file.name) ? untold(file) : checkFile(file, files.get(file.name)))),
    isSet && needed.length === 0
      ? pass("file list", `${listed.size} files, the decision and the bundle among them`, manifestFile)
      : fail(
          "file list",
          "INTEGRITY_MANIFEST",
          `the manifest repeats a file or leaves out ${needed.join(", ") || "one"}`,
        ),
    unlisted.length === 0
      ? pass("unlisted files", "none", manifestFile)
      : fail(
          "unlisted files",
          "INTEGRITY_MANIFEST",
          `there is ${unlisted.join(", ")}, which does not belong here`,
          manifestFile,
        ),
  ];
}

function inputsDocumentOf({ inputs_document }: Manifest): readonly string[] {
  return inputs_document === undefined ? [] : [inputs_document.name];
}

/** What stands beside the listed files: the manifest cannot list itself, nor what is made of it. */
function ownFiles({ mode, signed_by, log_key }: Manifest, withheld: Withheld): readonly string[] {
  return [
    manifestFile,
    ...(signed_by === undefined ? [] : signatureFiles),
    ...(log_key === undefined ? [] : [proofFile]),
    ...(withheld.size === 0 ? [] : [redactedName(mode)]),
  ];
}

function untold({ name, bytes, sha256 }: Manifest["files"][number]): Check {
  return unknown(`file ${name}`, `withheld from this copy; it has ${bytes} bytes, SHA-256 ${sha256}`);
}

function checkFile(file: Manifest["files"][number], bytes: Uint8Array | undefined): Check {
  const what = `file ${file.name}`;
  if (bytes === undefined) return fail(what, "INTEGRITY_MANIFEST", "the manifest lists it, the directory lacks it");
  if (bytes.length !== file.bytes) {
    return fail(what, "INTEGRITY_DIGEST", `has ${bytes.length} bytes, the manifest says ${file.bytes}`);
  }
  const digest = sha256Hex(bytes);
  if (digest !== file.sha256) {
    return fail(what, "INTEGRITY_DIGEST", `has SHA-256 ${digest}, the manifest says ${file.sha256}`);
  }
  return pass(what, `${file.bytes} bytes, SHA-256 ${file.sha256}`, manifestFile);
}
