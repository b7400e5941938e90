import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { exitCodeOfCode } from "../src/domain/error.ts";
import { toolVersion } from "../src/domain/version.ts";
import { root, runCode } from "./support/child.ts";

const main = join(root, "src/main.ts");

function fixops(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  before: readonly string[] = [],
) {
  const command = [process.execPath, ...before, main, ...words];
  const { exitCode, stdout, stderr } = Bun.spawnSync(command, {
    stdin: "ignore",
    env: { ...process.env, ...environment },
  });
  return { code: exitCode, stdout: stdout.toString(), stderr: stderr.toString() };
}

/** Runs main.ts in a process whose commands or built-ins a test has changed first. */
function changed(change: string, words: readonly string[], after = "") {
  // The code of this process is an option of the runtime, which main.ts would refuse.
  const argv = `process.argv = ["bun", "main.ts", ...${JSON.stringify(words)}]; process.execArgv = [];`;
  return runCode(`${argv}\n${change}\nawait import("./src/main.ts");\n${after}`);
}

test("--version prints one line", () => {
  expect(fixops(["--version"])).toEqual({ code: 0, stdout: `fixops ${toolVersion}\n`, stderr: "" });
});

test.skipIf(process.platform !== "linux")("--version to a full disk is 6 (T7)", () => {
  const full = Bun.spawnSync(["sh", "-c", `"${process.execPath}" "${main}" --version > /dev/full`]);
  expect(full.exitCode).toBe(exitCodeOfCode("IO_FULL"));
});

test.each([
  [["--help"], 0],
  [[], 3],
  [["constructor"], 3],
  [["make-decision", "--sbmo", "x"], 3],
  [["make-decision", "--sbom", "/nonexistent/sbom.json"], 4],
])("%j ends with %i", (words, code) => {
  expect(fixops(words).code).toBe(code);
});

describe("refuses with 3 and one line (T2, T4, T27)", () => {
  test.each([
    ["BUN_OPTIONS", "--smol"],
    ["NODE_TLS_REJECT_UNAUTHORIZED", "0"],
    ["BUN_JSC_useJIT", "0"],
  ])("%s", (name, value) => {
    for (const words of [["--version"], ["demo"]]) {
      const { code, stdout, stderr } = fixops(words, { [name]: value });
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toMatch(new RegExp(`^fixops: ${name} is set[^\n]+\n$`));
    }
  });

  test.each(["BUN_INSPECT", "BUN_INSPECT_CONNECT_TO"])("%s", (name) => {
    const { exitCode, stdout, stderr } = changed(`process.env["${name}"] = "ws://127.0.0.1:1/x";`, ["--version"]);
    expect([exitCode, stdout]).toEqual([3, ""]);
    expect(stderr).toContain(name);
  });

  test("an option of the runtime", () => {
    expect(fixops(["--version"], {}, ["--smol"]).code).toBe(3);
  });

  test("but not an empty variable", () => {
    expect(fixops(["--version"], { BUN_OPTIONS: "", BUN_INSPECT: "" }).code).toBe(0);
  });
});

describe("the exit code", () => {
  test.each([
    ["256", 7],
    ["8", 7],
    ["-1", 7],
    ["1.5", 7],
    ["Number.NaN", 7],
    ["undefined", 7],
    ['"0"', 7],
    ["1", 1],
    ["5", 5],
    ["0", 0],
  ])("of a command that returns %s is %i (T6)", (value, code) => {
    const change = `const { commands } = await import("./src/doors/cli/commands/index.ts");
      const command = { name: "boom", flags: {}, execute: async () => ({ code: ${value} }) };
      commands.set("boom", { summary: "", load: async () => ({ command }) });`;
    expect(changed(change, ["boom"]).exitCode).toBe(code);
  });

  test.each([
    ["an uncaught error", 'setTimeout(() => { throw new Error("x\\n\\u001b[2J"); }, 1);'],
    ["a rejection that nobody handles", "setTimeout(() => { void Promise.reject(1); }, 1);"],
    ["a stack overflow", "const deep = () => 1 + deep(); setTimeout(deep, 1);"],
    ["an array that is too long", "setTimeout(() => new Array(-1), 1);"],
  ])("of %s is 7, with one line and no stack (T5)", (_, fault) => {
    const { exitCode, stdout, stderr } = changed("Bun.write = () => new Promise(() => {});", ["--version"], fault);
    expect([exitCode, stdout]).toEqual([7, ""]);
    expect(stderr).toMatch(/^fixops: internal error: [ -~]+\n$/);
  });
});

test("there is one process.exit, and no top-level await (A7)", async () => {
  let exits = 0;
  for await (const path of new Bun.Glob("**/*.ts").scan(join(root, "src"))) {
    const text = await Bun.file(join(root, "src", path)).text();
    exits += text.match(/process\.exit\(/g)?.length ?? 0;
    expect([path, /^(?:await |(?:export )?const .*= await )/m.test(text)]).toEqual([path, false]);
  }
  // One in the comment of main.ts, one in its code.
  expect(exits).toBe(2);
});
