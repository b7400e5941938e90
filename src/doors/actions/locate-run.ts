import { join } from "node:path";
import { z } from "zod";
import { decisionSchema } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { decisionFile } from "../../evidence/bundle.ts";
import { idPattern } from "../../evidence/run-id.ts";
import { parseJson } from "../../standards/json.ts";
import { duplicateKeys } from "../../standards/json-keys.ts";
import { decodeText } from "../../standards/text.ts";
import { manifestOf, type RunDirectory, readRun } from "./run-files.ts";

/** The members of decision.json that lead to its evidence. */
const locatedDecision = z.object({
  schema: z.literal(decisionSchema),
  run_id: z.string().regex(idPattern),
  overlay: z.object({ mode: z.string().regex(idPattern) }),
});

/** 64 MiB: a decision names its inputs and rules, which takes some hundred kilobytes at most. */
const maxDecisionBytes = 64 * 1024 * 1024;

export type LocatedRun = RunDirectory & {
  readonly runId: string;
  readonly mode: string;
  readonly directory: string;
};

/**
 * decision.json → the run directory that it belongs to: that of its own mode and run id and no other.
 * Throws INPUT_* when the file is no decision or its evidence is not there, INTEGRITY_DIGEST when the evidence
 * holds another decision than the given one.
 */
export function locateRun(decisionPath: string, evidenceDir: string, runtime: Runtime): LocatedRun {
  const bytes = runtime.files.read(decisionPath, maxDecisionBytes);
  if (bytes === undefined)
    throw fault("INPUT_NOT_FOUND", decisionPath, "does not exist", "give the decision.json that a run wrote");
  const { run_id: runId, overlay } = parseDecision(decisionPath, bytes);
  const directory = join(evidenceDir, overlay.mode, runId);
  const run = readRun(directory, runtime);
  if (run === undefined) {
    throw fault(
      "INPUT_NOT_FOUND",
      directory,
      `does not hold the evidence of run ${runId}`,
      "give the directory that the run wrote to with --evidence-dir",
    );
  }
  if (sealedDigest(run, runtime) !== runtime.sha256(bytes)) {
    const what = `differs from the ${decisionFile} that was sealed in ${directory}`;
    throw fault(
      "INTEGRITY_DIGEST",
      decisionPath,
      what,
      "trust the sealed one: the given file was changed, or is of another run with this id",
    );
  }
  return { ...run, runId, mode: overlay.mode, directory };
}

/** Of a redacted copy that withholds the decision the manifest tells it. */
function sealedDigest({ files }: RunDirectory, runtime: Runtime): string | undefined {
  const stored = files.get(decisionFile);
  if (stored !== undefined) return runtime.sha256(stored);
  return manifestOf(files).files.find(({ name }) => name === decisionFile)?.sha256;
}

function parseDecision(path: string, bytes: Uint8Array): z.output<typeof locatedDecision> {
  const malformed = (what: string) =>
    fault("INPUT_MALFORMED", path, what, "give the decision.json that a run wrote, unchanged");
  const text = textOf(bytes);
  const parsed = text === undefined ? undefined : parseJson(text);
  if (text === undefined || parsed === undefined) throw malformed("is not text in UTF-8");
  if (!parsed.ok) throw malformed(`is not JSON: ${parsed.fault.detail}`);
  if (duplicateKeys(text, 1).length > 0) throw malformed("repeats a key");
  const result = locatedDecision.safeParse(parsed.value);
  if (!result.success) throw malformed(`is not a decision of the kind ${decisionSchema}`);
  return result.data;
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeText(bytes).text;
  } catch {
    return undefined; // the caller names the file
  }
}

function fault(
  code: "INPUT_NOT_FOUND" | "INPUT_MALFORMED" | "INTEGRITY_DIGEST",
  file: string,
  what: string,
  hint: string,
): FixopsError {
  return new FixopsError(code, `${file} ${what}`, { where: { file }, hint });
}
