import { basename, join } from "node:path";
import type { InputBytes, InputFile } from "../../domain/input-file.ts";
import type { NamedBytes, Runtime } from "../../domain/runtime.ts";
import type { RecordedStage, StageInput, StageName, StageRun } from "../../domain/stage.ts";
import { storedCopy } from "../../ingest/stored-copy.ts";
import { stages } from "../../stages/index.ts";
import type { Stage } from "../../stages/stage.ts";
import { listRegistryRuns, type RunPlace, readStages, runDirectory } from "./run-registry.ts";

/** The inputs that a run registry keeps: written beside each stage document, and read again by the gate. */

/** Digits of the digest before a stored name: two reports of one name are two files. */
const digestLength = 12;

/** Copies of a stage's inputs, to be kept under the path that each is given. */
export type StoredInputs = {
  /** Those that were asked for so far. */
  readonly files: () => readonly NamedBytes[];
  readonly storedAt: (file: InputFile) => Pick<StageInput, "stored" | "stored_sha256">;
};

/** Inputs → copies without the secrets that plans and manifests hold. */
export function storeInputs(
  stage: StageName,
  inputs: readonly InputBytes[],
  { maxDepth, sha256 }: { readonly maxDepth: number; readonly sha256: Runtime["sha256"] },
): StoredInputs {
  const files = new Map<string, Uint8Array>();
  const bytesOf = new Map(inputs.map((input) => [input.sha256, input]));
  return {
    files: () => [...files].map(([name, bytes]) => ({ name, bytes })),
    storedAt: (file) => {
      const input = bytesOf.get(file.sha256);
      const bytes = input === undefined ? new Uint8Array() : storedCopy(input, file, maxDepth);
      const name = `${file.sha256.slice(0, digestLength)}-${plainName(file.name)}`;
      const stored = `inputs/${stage}/${name}`;
      files.set(stored, bytes);
      return { stored, stored_sha256: sha256(bytes) };
    },
  };
}

/** The last part of an input's name, in characters that are safe on every system. */
function plainName(name: string): string {
  return basename(name.replaceAll("\\", "/"))
    .replaceAll(/[^A-Za-z0-9._-]/g, "-")
    .slice(-maxName);
}

/** With the digest before it, below what every file system takes. */
const maxName = 150;

/** The stored inputs of a run's stages, each with the digest of what was given, and what is missing or changed. */
export type RegistryInputs = {
  readonly inputs: readonly { readonly input: InputBytes; readonly original: string }[];
  readonly damaged: StageRun["unreadable"];
};

/** Reads the stored inputs of all stages of a run, each once. */
export function readRegistryInputs(
  place: RunPlace,
  recorded: readonly Pick<RecordedStage, "frame" | "document">[],
  runtime: Runtime,
): RegistryInputs {
  const wanted = recorded.flatMap(({ frame, document }) => frame.inputs.map((one) => ({ ...one, document, frame })));
  const inputs = new Map<string, RegistryInputs["inputs"][number]>();
  const damaged: { readonly document: string; readonly why: string }[] = [];
  for (const one of wanted) {
    const { stored_sha256: sha256, sha256: original } = one;
    const bytes = inputs.get(sha256)?.input.bytes ?? readStored(place, one, runtime);
    const name = `${one.frame.stage}/${one.name}`;
    const why = `its input ${one.name} is missing, or is another one now`;
    if (bytes === undefined) damaged.push({ document: one.document, why });
    else if (!inputs.has(sha256)) inputs.set(sha256, { input: { name, bytes, sha256 }, original });
  }
  return { inputs: [...inputs.values()], damaged };
}

/** Those that are not among the given ones, neither as they were given nor as they are kept. */
export function besides({ inputs }: RegistryInputs, given: readonly InputBytes[]): readonly InputBytes[] {
  const digests = new Set(given.map(({ sha256 }) => sha256));
  return inputs.flatMap(({ input, original }) => (digests.has(original) || digests.has(input.sha256) ? [] : [input]));
}

/**
 * What a stage takes over: the inputs of the stages that it inherits from, of this run or of the app's latest that has
 * them, but for those that it was given itself.
 */
export function inheritedInputs(
  { stage, inputs }: { readonly stage: Stage; readonly inputs: readonly InputBytes[] },
  place: RunPlace,
  runtime: Runtime,
): readonly InputBytes[] {
  const { inherits = [] } = stage;
  const isWanted = (input: StageInput) => stage.kinds.some((kind) => input.kinds.includes(kind));
  const runs = inherits.length === 0 ? [] : [place.runId, ...listRegistryRuns(place, runtime).toReversed()];
  for (const runId of runs) {
    const at = { ...place, runId };
    const documents = [...stages.values()]
      .filter(({ name }) => inherits.includes(name))
      .map(({ document }) => document);
    const recorded = readStages(at, documents, runtime);
    if (recorded.length === 0) continue;
    const own = recorded.map((one) => ({ ...one, frame: { ...one.frame, inputs: one.frame.inputs.filter(isWanted) } }));
    return besides(readRegistryInputs(at, own, runtime), inputs);
  }
  return [];
}

/** Larger than any input that is read. */
const maxInputBytes = 2 ** 30;

/** Only paths that `storeInputs` writes lead to a file. */
const storedPath = /^inputs\/[a-z]+\/[0-9a-f]{12}-[A-Za-z0-9._-]+$/;

function readStored(place: RunPlace, one: StageInput, runtime: Runtime): Uint8Array | undefined {
  if (!storedPath.test(one.stored)) return undefined;
  const bytes = runtime.files.read(join(runDirectory(place), one.stored), maxInputBytes);
  return bytes !== undefined && runtime.sha256(bytes) === one.stored_sha256 ? bytes : undefined;
}
