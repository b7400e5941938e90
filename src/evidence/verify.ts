import type { AuditLine, Manifest } from "../domain/bundle.ts";
import { exitCodeOfVerdict } from "../domain/verdict.ts";
import { listText } from "../domain/words.ts";
import type { FernetKey } from "../standards/fernet.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { sha256Hex } from "../standards/sha256.ts";
import type { PublicKey } from "../standards/signature.ts";
import { decisionFile, manifestFile, signatureFile } from "./bundle.ts";
import { attempt, type Check, fail, pass } from "./check.ts";
import { decisionClaim } from "./claim.ts";
import { inputsOf, readManifest, runSubject } from "./manifest.ts";
import { type BundleParts, type DecisionParts, readBundle, readDecision } from "./read.ts";
import { verifySigned } from "./statement.ts";
import { unseal } from "./unseal.ts";

/** The files of a run directory → what holds and what does not. Never throws for what the files contain. */

export type VerifyMeans = {
  readonly key?: FernetKey | undefined;
  /** Keys of those who may have signed; when there is one, a run without signature does not hold. */
  readonly publicKeys?: readonly PublicKey[];
  /** The lines of a log that `checkLog` found whole; absent when there is no log at hand. */
  readonly log?: Iterable<AuditLine>;
};

/** What a run directory holds besides regular files, as a failure; nothing when there is nothing. */
export function strangeEntries(names: readonly string[]): readonly Check[] {
  if (names.length === 0) return [];
  return [
    fail("entries", "INTEGRITY_MANIFEST", `a run holds files of a sane size and nothing else: ${listText(names, 3)}`),
  ];
}

/** Where a run stands, when it stands among others: the names of its directory and of the one above. */
export function checkPlace(manifest: Manifest, place: { readonly run: string; readonly mode: string }): Check {
  const found = `${place.mode}/${place.run}`;
  const expected = `${manifest.mode}/${manifest.run_id}`;
  if (found === expected) return pass("place", expected);
  return fail("place", "INTEGRITY_MANIFEST", `stands in ${found}, the manifest is that of ${expected}`);
}

type RunFiles = ReadonlyMap<string, Uint8Array>;

/** Checks in the order of reading. Without a sound manifest there is nothing to compare the rest with. */
export function verifyRun(files: RunFiles, means: VerifyMeans = {}): readonly Check[] {
  const bytes = files.get(manifestFile);
  if (bytes === undefined) return [fail("manifest", "INTEGRITY_MANIFEST", `there is no ${manifestFile}`)];
  const manifest = attempt("manifest", () => readManifest(bytes));
  if (!manifest.ok) return [manifest.check];
  return [
    pass("manifest", `canonical, digest ${manifest.value.manifest_sha256}`),
    ...checkFiles(files, manifest.value),
    ...checkDocuments(files, manifest.value, means.key),
    ...checkSignature(files, manifest.value, means.publicKeys ?? []),
    checkRecord(files, manifest.value, means.log),
  ];
}

function checkFiles(files: RunFiles, manifest: Manifest): readonly Check[] {
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  const needed = [decisionFile, manifest.bundle.name].filter((name) => !listed.has(name));
  const own = manifest.signed_by === undefined ? [manifestFile] : [manifestFile, signatureFile];
  const unlisted = [...files.keys()].filter((name) => !own.includes(name) && !listed.has(name));
  const isSet = listed.size === manifest.files.length && !listed.has(manifestFile);
  return [
    ...manifest.files.map((file) => checkFile(file, files.get(file.name))),
    isSet && needed.length === 0
      ? pass("file list", `${listed.size} files, the decision and the bundle among them`)
      : fail(
          "file list",
          "INTEGRITY_MANIFEST",
          `the manifest repeats a file or leaves out ${needed.join(", ") || "one"}`,
        ),
    unlisted.length === 0
      ? pass("unlisted files", "none")
      : fail("unlisted files", "INTEGRITY_MANIFEST", `the manifest does not list ${unlisted.join(", ")}`),
  ];
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
  return pass(what, `${file.bytes} bytes, SHA-256 ${file.sha256}`);
}

function checkDocuments(files: RunFiles, manifest: Manifest, key: FernetKey | undefined): readonly Check[] {
  const decisionFound = files.get(decisionFile);
  const sealed = files.get(manifest.bundle.name);
  const decision = decisionFound && attempt("decision", () => readDecision(decisionFound));
  const text = decision?.ok ? decision.value.text : undefined;
  return [
    ...(decision ? [decision.ok ? compareDecision(decision.value, manifest) : decision.check] : []),
    ...(sealed ? checkBundle(sealed, manifest, { key, text }) : []),
  ];
}

function compareDecision({ value }: DecisionParts, manifest: Manifest): Check {
  const agrees = [
    ["run_id", value.run_id, manifest.run_id],
    ["as_of", value.as_of, manifest.as_of],
    ["verdict", value.verdict, manifest.verdict],
    ["exit_code", value.exit_code, exitCodeOfVerdict(manifest.verdict)],
    ["app", value.app, manifest.app],
    ["tool", value.tool, manifest.tool],
    ["overlay", value.overlay, manifest.overlay],
    ["intel", value.intel, manifest.intel],
    ["inputs", inputsOf(value.inputs), manifest.inputs],
  ] as const;
  return compare("decision", agrees, `${manifest.verdict}, run ${manifest.run_id}`);
}

type Given = { readonly key: FernetKey | undefined; readonly text: string | undefined };

function checkBundle(sealed: Uint8Array, manifest: Manifest, given: Given): readonly Check[] {
  const { encoding, name, bytes, sha256 } = manifest.bundle;
  if (encoding.includes("fernet") && given.key === undefined) {
    return [{ what: "bundle", status: "unknown", detail: `${name} is encrypted and no key was given` }];
  }
  const plain = attempt("bundle", () => unseal(sealed, manifest.bundle, given.key));
  if (!plain.ok) return [plain.check];
  const opened = pass("bundle", `opens (${encoding.join(", ") || "plain"}) to ${bytes} bytes, SHA-256 ${sha256}`);
  const bundle = attempt("bundle content", () => readBundle(plain.value));
  if (!bundle.ok) return [opened, bundle.check];
  return [opened, compareBundle(bundle.value, manifest), checkDecisionSection(bundle.value, given.text)];
}

function compareBundle({ value, sections }: BundleParts, manifest: Manifest): Check {
  const agrees = [
    ["run_id", value.run_id, manifest.run_id],
    ["mode", value.mode, manifest.mode],
    ["as_of", value.as_of, manifest.as_of],
    ["app", value.app, manifest.app],
    ["tool", value.tool, manifest.tool],
    ["sections", sections, manifest.sections],
  ] as const;
  return compare("bundle content", agrees, `canonical, ${sections.length} sections as listed`);
}

function checkDecisionSection(bundle: BundleParts, decision: string | undefined): Check {
  const what = "bundle decision";
  if (decision === undefined) return { what, status: "unknown", detail: `${decisionFile} cannot be read` };
  if (bundle.decision === decision) return pass(what, `the section is ${decisionFile}`);
  return fail(what, "INTEGRITY_DIGEST", `the section differs from ${decisionFile}`);
}

/** A run that is not signed has nothing to check, unless a key was given to check it with. */
function checkSignature(files: RunFiles, manifest: Manifest, keys: readonly PublicKey[]): readonly Check[] {
  const [signature, decision] = [files.get(signatureFile), files.get(decisionFile)];
  if (manifest.signed_by === undefined) {
    return keys.length === 0
      ? []
      : [fail("signature", "INTEGRITY_SIGNATURE", "a key was given, and the run is not signed")];
  }
  if (signature === undefined) {
    const detail = `the manifest is signed by ${manifest.signed_by.key_id}, and ${signatureFile} is missing`;
    return [fail("signature", "INTEGRITY_SIGNATURE", detail)];
  }
  const read = decision && attempt("signature", () => readDecision(decision));
  // That the decision is missing or unreadable was told before.
  if (!read?.ok) return [{ what: "signature", status: "unknown", detail: `${decisionFile} cannot be read` }];
  const bytes = files.get(manifestFile) ?? new Uint8Array();
  return verifySigned(decisionClaim(manifest, bytes, read.value.value), signature, keys);
}

function checkRecord(files: RunFiles, manifest: Manifest, log: Iterable<AuditLine> | undefined): Check {
  const what = "audit log";
  if (log === undefined) return { what, status: "unknown", detail: "no log was given" };
  const naming = [...log].filter((line) => isOf(line, manifest));
  const [first] = naming;
  if (first === undefined) return fail(what, "INTEGRITY_LOG", "no line records this run");
  // A run that is made again has the same digests; another one under its id is no longer the run that was recorded.
  const other = naming.find((line) => !hasDigestsOf(line, manifest, files));
  if (other === undefined) return pass(what, `line ${first.seq + 1} records this run`);
  return fail(what, "INTEGRITY_LOG", `line ${other.seq + 1} names this run with other digests or another verdict`);
}

/** One id may be used once in each mode. */
function isOf(line: AuditLine, { mode, run_id: runId }: Manifest): boolean {
  return line.event === "decision.made" && line.run === runId && (line.data?.["mode"] ?? mode) === mode;
}

function hasDigestsOf(line: AuditLine, manifest: Manifest, files: RunFiles): boolean {
  const isVerdict = (line.data?.["verdict"] ?? manifest.verdict) === manifest.verdict;
  return isVerdict && canonicalJson(line.subject ?? {}) === canonicalJson(runSubject(manifest, files));
}

type Agreement = readonly [name: string, found: unknown, expected: unknown];

function compare(what: string, agreements: readonly Agreement[], detail: string): Check {
  const differing = agreements.filter(([, found, expected]) => canonicalJson(found) !== canonicalJson(expected));
  if (differing.length === 0) return pass(what, detail);
  return fail(what, "INTEGRITY_MANIFEST", `differs from the manifest in ${differing.map(([name]) => name).join(", ")}`);
}
