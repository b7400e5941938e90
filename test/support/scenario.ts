import { deepStrictEqual } from "node:assert";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Scenario, wordsOf } from "./script.ts";

type Output = { readonly code: number; readonly stdout: string; readonly stderr: string };

type State = {
  readonly work: string;
  readonly env: Map<string, string>;
  cwd: string;
  last: Output | undefined;
  isChecked: boolean;
  executed: number;
};

const repository = resolve(import.meta.dir, "../..");

/** Runs a scenario in a fresh directory. Throws an Error that names script and line at the first thing that is not so. */
export async function runScenario(scenario: Scenario, binary: string): Promise<void> {
  const state = prepare(scenario, binary);
  let place = scenario.name;
  try {
    for (const { line, text } of scenario.steps) {
      place = `${scenario.name}:${line}: ${text}`;
      await perform(text, state);
    }
    place = `${scenario.name}: end`;
    settle(state);
    check(state.executed > 0, "the scenario executed nothing");
  } catch (error) {
    const { code, stdout = "", stderr = "" } = state.last ?? {};
    const shown = `exit ${code}\n--- stdout\n${stdout.slice(0, 4000)}\n--- stderr\n${stderr.slice(0, 4000)}`;
    throw new Error(`${place}\n${error instanceof Error ? error.message : error}\n${shown}`);
  } finally {
    rmSync(dirname(state.work), { recursive: true, force: true });
  }
}

function prepare(scenario: Scenario, binary: string): State {
  const root = mkdtempSync(join(tmpdir(), "fixops-e2e-"));
  const work = join(root, "work");
  for (const directory of ["work", "bin"]) mkdirSync(join(root, directory));
  symlinkSync(resolve(binary), join(root, "bin/fixops"));
  symlinkSync(process.execPath, join(root, "bin/bun"));
  for (const [name, content] of scenario.files) {
    mkdirSync(dirname(join(work, name)), { recursive: true });
    writeFileSync(join(work, name), content);
  }
  const path = `${join(root, "bin")}:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin`;
  const env = new Map(
    Object.entries({ PATH: path, WORK: work, REPO: repository, FIXOPS: resolve(binary), LC_ALL: "C" }),
  );
  return { work, env, cwd: work, last: undefined, isChecked: true, executed: 0 };
}

async function perform(text: string, state: State): Promise<void> {
  const [, not, verb = "", rest = ""] = /^(! )?(\S+)\s*(.*)$/s.exec(text) ?? [];
  const positive = positiveSteps.get(verb);
  const either = eitherSteps.get(verb);
  if (either !== undefined) either(expand(rest, state), state, not === undefined);
  else if (positive !== undefined && not === undefined) await positive(expand(rest, state), state);
  else throw new SyntaxError(`unknown step ${not ?? ""}${verb}`);
}

const positiveSteps = new Map<string, (rest: string, state: State) => void | Promise<void>>([
  ["skip-unless", () => undefined],
  ["fixture", (set, state) => cpSync(join(repository, "fixtures/payments-api", set), state.cwd, { recursive: true })],
  ["env", setEnvironment],
  ["cd", changeDirectory],
  ["mkdir", (directory, state) => void mkdirSync(resolve(state.cwd, directory), { recursive: true })],
  ["exec", (rest, state) => spawn(wordsOf(rest), state)],
  ["shell", (rest, state) => spawn(["sh", "-c", rest], state)],
  ["exit", (code, state) => expectCode(Number(code), state)],
  ["json", expectJson],
  ["refuses", expectRefusal],
]);

const eitherSteps = new Map<string, (rest: string, state: State, positive: boolean) => void>([
  ["stdout", (pattern, state, positive) => expectMatch(lastOf(state).stdout, pattern, positive)],
  ["stderr", (pattern, state, positive) => expectMatch(lastOf(state).stderr, pattern, positive)],
  ["exists", expectFiles],
  ["cmp", expectSame],
]);

function expand(text: string, { work }: State): string {
  return text.replaceAll("$WORK", work).replaceAll("$REPO", repository);
}

async function spawn(command: readonly string[], state: State): Promise<void> {
  settle(state);
  const options = {
    cwd: state.cwd,
    env: Object.fromEntries(state.env),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  } as const;
  const child = Bun.spawn([...command], options);
  const [stdout, stderr] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  state.last = { code: await child.exited, stdout, stderr };
  state.isChecked = false;
  state.executed++;
}

/** A command whose exit code nobody asked for must have succeeded. */
function settle(state: State): void {
  if (!state.isChecked) expectCode(0, state);
}

function expectCode(code: number, state: State): void {
  state.isChecked = true;
  check(lastOf(state).code === code, `expected exit code ${code}, got ${lastOf(state).code}`);
}

function expectMatch(text: string, pattern: string, positive: boolean): void {
  check(pattern !== "", "a pattern is needed");
  check(new RegExp(pattern, "m").test(text) === positive, positive ? "no match" : "a match");
}

function expectFiles(rest: string, { cwd }: State, positive: boolean): void {
  for (const path of wordsOf(rest))
    check(existsSync(resolve(cwd, path)) === positive, `${path}: expected the opposite`);
}

function expectSame(rest: string, { cwd }: State, positive: boolean): void {
  const [a = "", b = ""] = wordsOf(rest).map((path) => resolve(cwd, path));
  check(readFileSync(a).equals(readFileSync(b)) === positive, positive ? "the files differ" : "the files are equal");
}

function expectJson(rest: string, state: State): void {
  const [, file = "", pointer = "", expected = ""] = /^(\S+) (\S+) (.+)$/.exec(rest) ?? [];
  const text = file === "stdout" ? lastOf(state).stdout : readFileSync(resolve(state.cwd, file), "utf8");
  const names = pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  let value: unknown = JSON.parse(text);
  for (const name of names) value = Object(value)[name];
  deepStrictEqual(value, expected === "absent" ? undefined : JSON.parse(expected));
}

function expectRefusal(rest: string, state: State): void {
  const [, code = "", pattern = ""] = /^([3-7]) (.+)$/.exec(rest) ?? [];
  expectCode(Number(code), state);
  const { stdout, stderr } = lastOf(state);
  check(stdout === "", "an error writes nothing to standard output");
  const messages = stderr.split("\n").filter((line) => line.startsWith("fixops: "));
  check(messages.length === 1, `expected one message, got ${messages.length}`);
  expectMatch(stderr, pattern, true);
  expectMatch(stderr, String.raw`^\s+at \S+ ?[(/]|node_modules|\$bunfs`, false);
}

function setEnvironment(rest: string, { env }: State): void {
  const [, removed, name = "", value = ""] = /^(-u )?(\w+)=?(.*)$/.exec(rest) ?? [];
  if (removed === undefined) env.set(name, value);
  else env.delete(name);
}

function lastOf({ last }: State): Output {
  if (last === undefined) throw new SyntaxError("no command was executed yet");
  return last;
}

function changeDirectory(directory: string, state: State): void {
  const path = resolve(state.cwd, directory);
  check(existsSync(path), `${path} does not exist`);
  state.cwd = path;
}

function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
