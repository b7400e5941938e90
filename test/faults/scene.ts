import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { binary } from "../support/binary.ts";
import { run } from "./command.ts";

/** A gate with everything that it can write (signed, encrypted, with --output), and the stores that it may find. */

/** A directory with inputs, keys and one template for each state. */
export type Scene = { readonly directory: string };

/** The verdict of the sample inputs is NO-GO. */
export const verdictCode = 1;

/** The run that stands in all stores but the first. */
const before = "before";

/** What a gate may find where its evidence goes → how that comes about after a first run. */
const states = {
  nothing: (store: string) => {
    rmSync(store, { recursive: true });
    mkdirSync(store);
  },
  "an earlier run": () => undefined,
  "a torn log without a head": (store: string) => {
    appendFileSync(join(store, "evidence/audit/audit.jsonl"), '{"actor":');
    rmSync(join(store, "evidence/audit/head"));
  },
} as const;

export type State = keyof typeof states;

export const stateNames: readonly State[] = ["nothing", "an earlier run", "a torn log without a head"];

/** Fills an empty directory. Throws an Error when the program does not do its work there. */
export async function makeScene(directory: string): Promise<Scene> {
  const fixture = resolve(import.meta.dir, "../../fixtures/payments-api/no-go");
  for (const name of ["grype.json", "sbom.cdx.json"]) cpSync(join(fixture, name), join(directory, name));
  await expectCode(0, [binary, "keys", "generate", "--output", "ci.key"], directory);
  await expectCode(0, [binary, "keys", "generate", "--type", "fernet", "--output", "evidence.key"], directory);
  const scene = { directory };
  for (const state of stateNames) {
    const store = join(directory, `template ${state}`);
    mkdirSync(store);
    await expectCode(verdictCode, gate(store, before), directory);
    states[state](store);
  }
  return scene;
}

/** A store in that state under a name of its own. */
export function freshStore({ directory }: Scene, state: State, name: string): string {
  const store = join(directory, `store-${name}`);
  rmSync(store, { recursive: true, force: true });
  cpSync(join(directory, `template ${state}`), store, { recursive: true });
  writeFileSync(join(store, "stdout"), "");
  return store;
}

/** The command line of the gate; it runs in the directory of the scene. `more` is a further input. */
export function gate(store: string, id: string, more?: string): readonly string[] {
  const files = ["grype.json", "sbom.cdx.json", ...(more === undefined ? [] : [more])];
  const inputs = [...files.flatMap((file) => ["--input", file]), "--as-of", "2026-08-25T12:00:00Z"];
  const seal = ["--sign", "--signing-key", "ci.key", "--encrypt", "--evidence-key-file", "evidence.key"];
  const places = ["--evidence-dir", join(store, "evidence"), "--output", join(store, "decision.json")];
  return [binary, "make-decision", ...inputs, ...seal, ...places, "--run-id", id];
}

/** Flags by which `verify` looks into everything. */
export function keysOf({ directory }: Scene): readonly string[] {
  return ["--key", join(directory, "ci.key.pub"), "--evidence-key-file", join(directory, "evidence.key")];
}

/** `--output` is replaced at once: it is not there, or it is the decision of a run that is there. */
export function outputProblems(store: string, ids: readonly string[]): readonly string[] {
  const output = join(store, "decision.json");
  if (!existsSync(output)) return ids.length === 1 ? ["--output was acknowledged and is not there"] : [];
  const decisions = ids
    .map((id) => join(store, "evidence/demo", id, "decision.json"))
    .filter((path) => existsSync(path));
  const isWhole = decisions.some((path) => readFileSync(path).equals(readFileSync(output)));
  return isWhole ? [] : [`--output is not the decision of ${ids.join(" or ")}`];
}

/** The runs of which `--output` may be after a gate: its own only when that was acknowledged. */
export function outputRuns(id: string, isAcknowledged: boolean): readonly string[] {
  return isAcknowledged ? [id] : [before, id];
}

async function expectCode(expected: number, command: readonly string[], directory: string): Promise<void> {
  const { code, stderr } = await run(command, directory);
  if (code !== expected) throw new Error(`${command.slice(1).join(" ")} ended with ${code}: ${stderr}`);
}
