import { join } from "node:path";
import { chainFaults, logFaults } from "../../assess/stages/chain.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { RecordedStage, StageRun } from "../../domain/stage.ts";
import { counted } from "../../domain/words.ts";
import { attempt, type Check, fail, pass } from "../../evidence/check.ts";
import { signatureName } from "../../evidence/statement.ts";
import type { PublicKey } from "../../standards/signature.ts";
import { readRegistryInputs } from "./registry-inputs.ts";
import { type RunPlace, readStageRun, runDirectory } from "./run-registry.ts";

/** What the audit log says of a run, or why there is none that could. */
export type LoggedRun = StageRun["logged"] | { readonly why: string };

/** What one run of a registry is verified with. */
export type StageMeans = {
  readonly keys: readonly PublicKey[];
  readonly loggedOf: (run: Pick<StageRun, "appId" | "runId">) => LoggedRun;
  /** What the documents must say that they belong to; it is where they stand, unless they stand nowhere. */
  readonly identity: Pick<StageRun, "appId" | "runId">;
};

/**
 * One run of a run registry: the form of each document, its signature, the chain, the stored inputs, and what the audit log
 * recorded. Never throws for what the files contain.
 */
export function checksOfStages(place: RunPlace, means: StageMeans, runtime: Runtime): readonly Check[] {
  const read = attempt("documents", () => readStageRun(place, means.keys, runtime));
  if (!read.ok) return [read.check];
  const { stages = [], unreadable = [] } = read.value ?? {};
  const run = { ...means.identity, isNamed: true, stages, unreadable, logged: [] };
  return [
    ...checkDocuments(run),
    ...strayEntries(place, run, runtime),
    ...stages.flatMap((stage) => checkSignature(stage, means.keys)),
    ...checkChain(run),
    ...checkInputs(place, stages, runtime),
    ...checkRecord(run, means.loggedOf(run)),
  ];
}

function checkDocuments({ stages, unreadable }: StageRun): readonly Check[] {
  if (stages.length + unreadable.length === 0) {
    return [
      { what: "documents", status: "unknown", detail: "there is none: recording was cut off, or all was removed" },
    ];
  }
  return [
    ...stages.map(({ document, sha256 }) => pass(`document ${document}`, `canonical, SHA-256 ${sha256}`)),
    ...unreadable.map(({ document, why }) => fail(`document ${document}`, "INTEGRITY_MANIFEST", why)),
  ];
}

/** Directories of a run; a link in their place would lead to what nobody looked at. */
const directories: ReadonlySet<string> = new Set(["inputs", "outputs", "replaced"]);

function strayEntries(place: RunPlace, { stages, unreadable }: StageRun, runtime: Runtime): readonly Check[] {
  const path = runDirectory(place);
  const links = (runtime.files.list(path) ?? []).filter(
    ({ name, kind }) => directories.has(name) && kind !== "directory",
  );
  const signatures = new Set([...stages, ...unreadable].map(({ document }) => signatureName(document)));
  const known = new Set([...stages, ...unreadable].map(({ document }) => document));
  const lone = (runtime.files.list(join(path, "outputs")) ?? []).filter(
    ({ name }) => name.endsWith(signatureName("")) && !signatures.has(name) && !known.has(name),
  );
  return [
    ...links.map(({ name }) => fail(`entry ${name}`, "INTEGRITY_MANIFEST", "is no directory")),
    ...lone.map(({ name }) =>
      fail(`file ${name}`, "INTEGRITY_MANIFEST", "is a signature, and its document is missing"),
    ),
  ];
}

/** One that is not signed has nothing to check, unless a key was given to check it with. */
function checkSignature({ document, signature, detail }: RecordedStage, keys: readonly PublicKey[]): readonly Check[] {
  const what = `signature of ${document}`;
  switch (signature) {
    case "verified":
      return [pass(what, detail.replace(/^signature /, ""))];
    case "failed":
      return [fail(what, "INTEGRITY_SIGNATURE", detail)];
    case "not_verified":
      return [{ what, status: "unknown", detail: "signature not verified: no key given" }];
    case "unsigned":
      return keys.length === 0 ? [] : [fail(what, "INTEGRITY_SIGNATURE", "a key was given, and it is not signed")];
  }
}

function checkChain(run: StageRun): readonly Check[] {
  if (run.stages.length === 0) return [];
  const faults = chainFaults(run);
  if (faults.length > 0) return faults.map(({ what }) => fail("chain", "INTEGRITY_DIGEST", what));
  const count = counted(run.stages.length, "document follows", "documents follow");
  return [pass("chain", `${count} one another in run ${run.runId} of ${run.appId}`)];
}

function checkInputs(place: RunPlace, stages: readonly RecordedStage[], runtime: Runtime): readonly Check[] {
  const read = attempt("inputs", () => readRegistryInputs(place, stages, runtime));
  if (!read.ok) return [read.check];
  const { damaged, inputs } = read.value;
  if (damaged.length > 0) {
    return damaged.map(({ document, why }) => fail("inputs", "INTEGRITY_DIGEST", `of ${document}: ${why}`));
  }
  if (stages.length === 0) return [];
  return [
    pass("inputs", `${counted(inputs.length, "stored file has", "stored files have")} the digests that are named`),
  ];
}

function checkRecord(run: StageRun, logged: LoggedRun): readonly Check[] {
  const what = "audit log";
  if ("why" in logged) return [{ what, status: "unknown", detail: logged.why }];
  const told = new Set(run.unreadable.map(({ document }) => document));
  const faults = logFaults({ ...run, logged }).filter(({ document }) => !told.has(document));
  const files = run.stages.flatMap((one) => (one.signedBy === undefined ? [one] : [one, one.signedBy]));
  // Of a log that has some of the run `logFaults` tells what it lacks.
  const unrecorded = logged.length === 0 ? files : [];
  const failed = [
    ...faults.map((fault) => fail(what, "INTEGRITY_LOG", fault.what)),
    ...unrecorded.map(({ document }) => fail(what, "INTEGRITY_LOG", `no line records ${document} as it stands here`)),
  ];
  if (failed.length > 0 || files.length === 0) return failed;
  return [pass(what, `${counted(files.length, "file is", "files are")} as recorded`)];
}
