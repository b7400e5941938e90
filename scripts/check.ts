/**
 * All checks, the quick ones first: `bun scripts/check.ts`; `bun scripts/check.ts e2e` only builds the program and
 * tests the built one. What fails prints its output, the others still run. Ends with one line, `N passed, N failed`,
 * where each step and each test counts as one; exit code 1 when something failed.
 */
import { join } from "node:path";

/** How one step ended; the tests of a test run count one by one. */
type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Shown when something failed. */
  readonly output: string;
  /** Shown always, a word or two. */
  readonly note?: string;
  /** Names of tests that were skipped; shown always. */
  readonly skips?: readonly string[];
};

type Step = {
  readonly name: string;
  readonly run: () => Outcome;
  /** Without this step nothing after it can say anything. */
  readonly vital?: true;
  /** The step that must have passed before. */
  readonly after?: string;
};

const root = join(import.meta.dir, "..");
const binary = join(root, "dist", process.platform === "win32" ? "fixops.exe" : "fixops");

/** Slow machines get time; a test that hangs still ends. */
const testTimeout = "--timeout=60000";

/** Tests of the built program; all the others need no build. */
const builtTests = ["test/e2e/**/*.test.ts", "test/faults/**/*.test.ts", "test/readme.test.ts"];

const install: Step = { name: "install", vital: true, run: () => bun(["install", "--frozen-lockfile"]) };
const build: Step = { name: "build", run: () => bun(["scripts/build.ts"]) };
const e2e: Step = { name: "end to end", after: "build", run: () => tests(true) };
const all: readonly Step[] = [
  install,
  { name: "lint", run: () => bun(["node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off", "."]) },
  { name: "types", run: () => bun(["node_modules/typescript/bin/tsc", "-p", "."]) },
  { name: "unused code", run: () => bun(["node_modules/knip/bin/knip.js", "--production", "--no-progress"]) },
  { name: "tables of the README", run: () => bun(["scripts/docs.ts", "--check"]) },
  { name: "unit tests", run: () => tests(false) },
  build,
  e2e,
];

function main(args: readonly string[]): number {
  const unknown = args.find((word) => word !== "e2e");
  if (unknown !== undefined) {
    console.error(`check does not know ${unknown}; it takes e2e or nothing`);
    return 3;
  }
  installPackages();
  const outcomes = runSteps(args.includes("e2e") ? [install, build, e2e] : all);
  const sum = (key: "passed" | "failed" | "skipped"): number => outcomes.reduce((total, one) => total + one[key], 0);
  const skipped = sum("skipped");
  console.log(`${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
  return sum("failed") === 0 ? 0 : 1;
}

function runSteps(steps: readonly Step[]): readonly Outcome[] {
  const outcomes = new Map<string, Outcome>();
  for (const step of steps) {
    const start = performance.now();
    const isPossible = step.after === undefined || outcomes.get(step.after)?.failed === 0;
    const outcome = isPossible ? step.run() : failure(`not run, since this failed: ${step.after}`);
    outcomes.set(step.name, outcome);
    tell(step.name, outcome, performance.now() - start);
    if (outcome.failed > 0 && step.vital) break;
  }
  return [...outcomes.values()];
}

function tell(name: string, { failed, note, output, skips = [] }: Outcome, milliseconds: number): void {
  const seconds = (milliseconds / 1000).toFixed(1).padStart(6);
  console.log(`${failed === 0 ? "ok  " : "FAIL"} ${seconds} s  ${note === undefined ? name : `${name}: ${note}`}`);
  for (const skip of skips) console.log(`${" ".repeat(15)}skipped: ${skip}`);
  if (failed > 0) console.log(output.trimEnd());
}

type Ended = { readonly code: number; readonly output: string };

/** A child of this same Bun: a tool that is found on the PATH may be another one, or none. */
function spawnBun(args: readonly string[]): Ended {
  const child = Bun.spawnSync([process.execPath, ...args], {
    cwd: root,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    env: { ...ownEnvironment(), NO_COLOR: "1", FORCE_COLOR: "0", FIXOPS_BINARY: binary },
  });
  return { code: child.exitCode, output: `${child.stdout.toString()}${child.stderr.toString()}` };
}

/** Without what the program under test would obey: the tests say what it is told, not the CI system around them. */
function ownEnvironment(): { readonly [name: string]: string | undefined } {
  const foreign = /^(?:FIXOPS_|GITHUB_|GITLAB_|BUN_OPTIONS$|BUN_INSPECT|SOURCE_DATE_EPOCH$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function bun(args: readonly string[]): Outcome {
  const { code, output } = spawnBun(args);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0, output } : failure(`${output}\nexit code ${code}`);
}

function failure(output: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, output };
}

/** A test run, of the built program or of all the rest. One that ran nothing has failed, whatever its exit code. */
function tests(isBuilt: boolean): Outcome {
  const files = testFiles(isBuilt);
  // Without files the runner would take all that it finds.
  if (files.length === 0) return failure("there are no test files");
  const { code, output } = spawnBun(["test", testTimeout, ...files]);
  const [passed, failed, skipped] = [countOf(output, "pass"), countOf(output, "fail"), countOf(output, "skip")];
  const note = `${passed} passed, ${failed} failed, ${skipped} skipped`;
  if (passed + failed === 0) return { ...failure(`${output}\nno test ran`), note };
  const isAccounted = code === 0 || failed > 0;
  return {
    passed,
    failed: isAccounted ? failed : failed + 1,
    skipped,
    output: failuresOf(output),
    note,
    skips: skipsOf(output),
  };
}

function testFiles(isBuilt: boolean): readonly string[] {
  const built = new Set(builtTests.flatMap((pattern) => [...new Bun.Glob(pattern).scanSync(root)]));
  const files = [...new Bun.Glob("test/**/*.test.ts").scanSync(root)].filter((path) => built.has(path) === isBuilt);
  return files.toSorted().map((path) => `./${path}`);
}

/** The number before a word in the summary of the test runner: ` 12 pass`. */
function countOf(output: string, word: string): number {
  return Number(output.match(new RegExp(`^ *(\\d+) ${word}$`, "m"))?.[1] ?? 0);
}

/** Without the tests that passed, and the files of which nothing is left; a name may have lines, its time ends it. */
function failuresOf(output: string): string {
  const passed = /^\(pass\) .*?\[[\d.]+m?s\]\n/gms;
  return output
    .replace(passed, "")
    .replace(/^\(skip\) .*\n/gm, "")
    .replace(/^test\/\S+:\n\n(?=test\/)/gm, "");
}

function skipsOf(output: string): readonly string[] {
  return [...new Set([...output.matchAll(/^\(skip\) (.*)$/gm)].map(([, name = ""]) => name))];
}

/** Tools of other people that tests hold the program against: Debian package → a command that only works with it. */
const packages: ReadonlyMap<string, readonly string[]> = new Map([
  ["python3-cryptography", ["/usr/bin/python3", "-c", "import cryptography"]],
  ["strace", ["strace", "-V"]],
  ["jq", ["jq", "--version"]],
  ["git", ["git", "--version"]],
  ["age", ["age", "--version"]],
  ["openssh-client", ["sh", "-c", "command -v ssh-keygen"]],
  ["golang-golang-x-mod-dev", ["ls", "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog"]],
  ["golang-go", ["/usr/bin/go", "version"]],
  ["chromium", ["sh", "-c", "command -v chromium"]],
]);

/** Installs what is missing where that is possible; where it is not, the tests that need it are skipped and say so. */
function installPackages(): void {
  const missing = [...packages].filter(([, command]) => !succeeds(command)).map(([name]) => name);
  if (missing.length === 0) return;
  if (process.getuid?.() === 0 && Bun.which("apt-get") !== null) {
    const aptGet = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"];
    succeeds([...aptGet, "update"]);
    succeeds([...aptGet, "install", "-y", "--no-install-recommends", ...missing]);
  }
  for (const name of missing) {
    const isThere = succeeds(packages.get(name) ?? []);
    console.log(isThere ? `installed for the tests: ${name}` : `no ${name} here: tests that need it are skipped`);
  }
}

/** Runs quietly and for three minutes at most. */
function succeeds(command: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    const options = { env, stdin: "ignore", stdout: "ignore", stderr: "ignore", timeout: 180_000 } as const;
    return Bun.spawnSync([...command], options).exitCode === 0;
  } catch {
    return false;
  }
}

process.exit(main(process.argv.slice(2)));
