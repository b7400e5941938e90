import type { AuditLine, Manifest } from "../domain/bundle.ts";
import { type ErrorCode, FixopsError } from "../domain/error.ts";
import { exitCodeOfVerdict } from "../domain/verdict.ts";
import { listText } from "../domain/words.ts";
import type { FernetKey } from "../standards/fernet.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { sha256Hex } from "../standards/sha256.ts";
import { decisionFile, manifestFile } from "./bundle.ts";
import { inputsOf, readManifest, runSubject } from "./manifest.ts";
import { type BundleParts, type DecisionParts, readBundle, readDecision } from "./read.ts";
import { unseal } from "./unseal.ts";

/** The files of a run directory → what holds and what does not. Never throws for what the files contain. */

/** One thing that was looked at. `fail` carries the code of its error; `unknown` could not be looked at. */
export type Check = {
  readonly what: string;
  readonly status: "pass" | "fail" | "unknown";
  readonly detail: string;
  readonly code?: ErrorCode;
};

export type VerifyMeans = {
  readonly key?: FernetKey;
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
    checkRecord(manifest.value, means.log),
  ];
}

function checkFiles(files: RunFiles, manifest: Manifest): readonly Check[] {
  const listed = new Map(manifest.files.map((file) => [file.name, file]));
  const needed = [decisionFile, manifest.bundle.name].filter((name) => !listed.has(name));
  const unlisted = [...files.keys()].filter((name) => name !== manifestFile && !listed.has(name));
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

function checkRecord(manifest: Manifest, log: Iterable<AuditLine> | undefined): Check {
  const what = "audit log";
  if (log === undefined) return { what, status: "unknown", detail: "no log was given" };
  const naming = [...log].filter((line) => isOf(line, manifest));
  const [first] = naming;
  if (first === undefined) return fail(what, "INTEGRITY_LOG", "no line records this run");
  // A run that is made again has the same digests; another one under its id is no longer the run that was recorded.
  const other = naming.find((line) => !hasDigestsOf(line, manifest));
  if (other === undefined) return pass(what, `line ${first.seq + 1} records this run`);
  return fail(what, "INTEGRITY_LOG", `line ${other.seq + 1} names this run with other digests or another verdict`);
}

/** One id may be used once in each mode. */
function isOf(line: AuditLine, { mode, run_id: runId }: Manifest): boolean {
  return line.event === "decision.made" && line.run === runId && (line.data?.["mode"] ?? mode) === mode;
}

function hasDigestsOf(line: AuditLine, manifest: Manifest): boolean {
  const isVerdict = (line.data?.["verdict"] ?? manifest.verdict) === manifest.verdict;
  return isVerdict && canonicalJson(line.subject ?? {}) === canonicalJson(runSubject(manifest));
}

type Agreement = readonly [name: string, found: unknown, expected: unknown];

function compare(what: string, agreements: readonly Agreement[], detail: string): Check {
  const differing = agreements.filter(([, found, expected]) => canonicalJson(found) !== canonicalJson(expected));
  if (differing.length === 0) return pass(what, detail);
  return fail(what, "INTEGRITY_MANIFEST", `differs from the manifest in ${differing.map(([name]) => name).join(", ")}`);
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly check: Check };

/** The value, or the failure as a check. Whatever is not ours is a fault of ours and goes on. */
function attempt<T>(what: string, read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof FixopsError) return { ok: false, check: fail(what, error.code, error.message) };
    throw error;
  }
}

function pass(what: string, detail: string): Check {
  return { what, status: "pass", detail };
}

function fail(what: string, code: ErrorCode, detail: string): Check {
  return { what, status: "fail", detail, code };
}
