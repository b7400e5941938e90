import { dirname, relative, resolve, sep } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { OutputFormat } from "../../domain/output-format.ts";
import type { InputRequest, Runtime } from "../../domain/runtime.ts";
import { decisionBytes } from "../../evidence/bundle.ts";
import type { Run } from "../../pipeline/run.ts";
import { renderCsv } from "../../render/csv.ts";
import { renderMarkdown } from "../../render/markdown.ts";

/** A file that a run is written to besides its evidence. */
export type OutputFile = { readonly format: OutputFormat; readonly path: string };

/** The outputs of a run, and what they must not be. */
export type OutputRequest = {
  /** Where decision.json goes; `-` and absent write no file. */
  readonly output?: string | undefined;
  readonly out?: readonly OutputFile[] | undefined;
  readonly evidenceDir: string;
  readonly inputs: readonly InputRequest[];
  readonly overlays: readonly string[];
  readonly keyFile?: string | undefined;
  readonly signingKey?: string | undefined;
  readonly signingPub?: string | undefined;
  /** An earlier run or earlier reports to compare with. */
  readonly baseline?: string | undefined;
};

type Output = OutputFile & { /** As it was given, for errors. */ readonly flag: string };

/** Paths of all outputs that are files, `--output` first. */
export function outputPaths(request: Pick<OutputRequest, "output" | "out">): readonly string[] {
  return outputsOf(request).map(({ path }) => path);
}

function outputsOf({ output, out = [] }: Pick<OutputRequest, "output" | "out">): readonly Output[] {
  const decision: readonly Output[] =
    output === undefined || output === "-" ? [] : [{ format: "json", path: output, flag: `--output ${output}` }];
  return [...decision, ...out.map((one) => ({ ...one, flag: `--out ${one.format}=${one.path}` }))];
}

/**
 * Before any work: each output can be written, and overwrites neither evidence, nor what is read, nor another output.
 * Throws USAGE_BAD_VALUE and IO_*.
 */
export function assertOutputs(request: OutputRequest, runtime: Runtime): void {
  const outputs = outputsOf(request);
  for (const [index, output] of outputs.entries()) {
    assertNoEvidence(output, request.evidenceDir, runtime);
    assertNoSource(output, request, runtime);
    const other = outputs.slice(0, index).find((before) => areInTheWay(output.path, before.path, runtime));
    if (other !== undefined) throw badOutput(output, `is in the way of ${other.flag}`);
    runtime.files.assertReplaceable(output.path);
  }
}

/** Before anything is written: no output is one of the files that were read, whatever links lead to it. */
export function assertNoInput(request: OutputRequest, inputs: readonly InputBytes[], runtime: Runtime): void {
  for (const output of outputsOf(request)) {
    const isInput = inputs.some(({ path }) => path !== undefined && isOneFile(output.path, path, runtime));
    if (isInput) throw badOutput(output, "is one of the inputs");
  }
}

/** Writes all outputs, each at once. Throws IO_*. */
export function writeOutputs(request: OutputRequest, run: Run, runtime: Runtime): void {
  for (const { format, path } of outputsOf(request)) runtime.files.writeFile(path, writers[format](run));
}

const writers: { readonly [format in OutputFormat]: (run: Run) => Uint8Array } = {
  json: ({ decision }) => decisionBytes(decision),
  md: ({ decision }) => new TextEncoder().encode(renderMarkdown(decision)),
  csv: ({ release }) => new TextEncoder().encode(renderCsv(release)),
};

function assertNoEvidence(output: Output, evidenceDir: string, runtime: Runtime): void {
  const isEvidence = isBelow(output.path, evidenceDir, runtime);
  if (isEvidence) throw badOutput(output, "lies in the evidence directory, where nothing is overwritten");
  if (isBelow(evidenceDir, output.path, runtime)) throw badOutput(output, "is where the evidence directory has to be");
}

/** The overlay, the key and the baseline are read again in later runs. */
function assertNoSource(output: Output, request: OutputRequest, runtime: Runtime): void {
  const isThat = (path: string | undefined) => path !== undefined && isOneFile(output.path, path, runtime);
  if (request.inputs.some(({ path }) => isThat(path))) throw badOutput(output, "is one of the inputs");
  if (isThat(request.keyFile)) throw badOutput(output, "is the file of the evidence key");
  if (isThat(request.signingKey) || isThat(request.signingPub)) throw badOutput(output, "is the file of a signing key");
  if (isThat(request.baseline)) throw badOutput(output, "is the baseline");
  const overlays = [...request.overlays, runtime.environment("FIXOPS_OVERLAY_PATH")];
  if (overlays.some(isThat)) throw badOutput(output, "is the overlay");
}

/** One file, or one where the other needs a directory. */
function areInTheWay(a: string, b: string, runtime: Runtime): boolean {
  return isOneFile(a, b, runtime) || isBelow(a, b, runtime) || isBelow(b, a, runtime);
}

/** Whether a path leads into a directory, through whatever links, also where either has yet to be made. */
export function isBelow(output: string, directory: string, runtime: Runtime): boolean {
  const spelled = `${resolve(output)}${sep}`.startsWith(`${resolve(directory)}${sep}`);
  // The directory may yet have to be made: what there is of it is compared, then the names below that.
  const base = [resolve(directory), ...ancestorsOf(directory)].find((path) => runtime.files.isSame(path, path));
  if (spelled || base === undefined) return spelled;
  const rest = relative(base, resolve(directory));
  return ancestorsOf(output).some((ancestor) => {
    const name = relative(ancestor, resolve(output));
    return runtime.files.isSame(ancestor, base) && (rest === "" || `${name}${sep}`.startsWith(`${rest}${sep}`));
  });
}

function ancestorsOf(path: string): readonly string[] {
  const parent = dirname(resolve(path));
  return parent === resolve(path) ? [] : [parent, ...ancestorsOf(parent)];
}

/** The same words, or the same file behind them; standard input may come from a file as well. */
function isOneFile(output: string, path: string, runtime: Runtime): boolean {
  return resolve(output) === resolve(path) || runtime.files.isSame(output, path === "-" ? "/dev/stdin" : path);
}

function badOutput({ flag, path }: Output, what: string): FixopsError {
  return new FixopsError("USAGE_BAD_VALUE", `${flag} ${what}`, {
    where: { file: path },
    hint: "name another file; the evidence has a copy of the decision of its own",
  });
}
