import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../src/domain/error.ts";
import { lookOf, printError, printOutcome } from "../../../src/doors/cli/terminal.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const plain = { json: false, quiet: false, verbose: false, color: false };
const error = new FixopsError("INPUT_MALFORMED", "a.json is not JSON", {
  where: { file: "a.json", line: 3, column: 7 },
  hint: "write it again",
});

describe("printError()", () => {
  test("tells what, where and what to do on standard error", () => {
    const runtime = fakeRuntime();
    expect(printError(error, plain, runtime)).toBe(4);
    expect(runtime.stderr()).toBe(
      "fixops: a.json is not JSON\n  where: a.json:3:7\n  to do: write it again\n  code:  INPUT_MALFORMED\n",
    );
    expect(runtime.stdout()).toBe("");
  });

  test("gives one JSON object with --json, and nothing else", () => {
    const runtime = fakeRuntime();
    printError(error, { ...plain, json: true }, runtime);
    const { code, message, where, hint } = error;
    expect(JSON.parse(runtime.stdout())).toEqual({ error: { code, message, where, hint } });
    expect(runtime.stderr()).toBe("");
  });

  test.each([
    [{ file: "a.json", pointer: "/runs/0" }, "a.json at /runs/0"],
    [{ file: "a.json", pointer: "" }, "a.json at the top"],
    [{ pointer: "/x" }, "at /x"],
    [{ file: "a.json" }, "a.json"],
  ])("shows the place %j as %s", (where, text) => {
    const runtime = fakeRuntime();
    printError(new FixopsError("INPUT_MALFORMED", "no", { where }), plain, runtime);
    expect(runtime.stderr()).toBe(`fixops: no\n  where: ${text}\n  code:  INPUT_MALFORMED\n`);
  });

  test.each([
    "\u{1b}[2J",
    "\u{9b}",
    "\u{7f}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{feff}",
    "\r",
    "\u{2028}",
    "\ud800",
  ])("shows %j as a code point", (char) => {
    const runtime = fakeRuntime();
    printError(new FixopsError("IO_READ", `x${char}y`, { hint: char, where: { file: char } }), plain, runtime);
    expect(runtime.stderr()).toContain(`x\\u{${char.codePointAt(0)?.toString(16)}}`);
    expect(runtime.stderr()).not.toContain(char);
  });

  test("is an annotation under GitHub Actions as well, whatever the message", () => {
    const runtime = fakeRuntime({ environment: { GITHUB_ACTIONS: "true" } });
    printError(new FixopsError("IO_READ", "cannot read a%0A::set-output::b"), plain, runtime);
    expect(runtime.stderr()).toContain("\n::error title=fixops IO_READ::cannot read a%250A::set-output::b\n");
  });

  test("marks further lines, so that a file name draws no line of ours and gives a CI runner no command", () => {
    const runtime = fakeRuntime();
    printError(new FixopsError("IO_READ", "cannot read x\n::error::GO\n"), plain, runtime);
    expect(runtime.stderr()).toBe("fixops: cannot read x\n  | ::error::GO\n  code:  IO_READ\n");
  });

  test.each([
    ["an Error", new Error("boom")],
    ["a RangeError", new RangeError("Out of memory")],
    ["a text", "text"],
    ["nothing", undefined],
    ["an object", { exitCode: 0 }],
  ] as const)("makes %s an internal error, with its stack under --verbose only", (_, thrown) => {
    const [quiet, verbose] = [fakeRuntime(), fakeRuntime()];
    expect(printError(thrown, plain, quiet)).toBe(7);
    expect(printError(thrown, { ...plain, verbose: true }, verbose)).toBe(7);
    expect(quiet.stderr()).not.toContain("    at ");
    expect(verbose.stderr().startsWith(quiet.stderr())).toBe(true);
    if (thrown instanceof Error) expect(verbose.stderr()).toContain("    at ");
  });

  test("colours nothing but the name of the program", () => {
    const runtime = fakeRuntime();
    printError(error, { ...plain, color: true }, runtime);
    expect(runtime.stderr()).toStartWith("\u{1b}[1;31mfixops:\u{1b}[0m a.json");
  });
});

describe("printOutcome()", () => {
  test("makes text safe and leaves a document as it is", async () => {
    const runtime = fakeRuntime();
    await printOutcome({ code: 0, out: "a\u{202e}\nb\n" }, plain, runtime);
    await printOutcome({ code: 0, out: '"\u{202e}"\n', exact: true }, plain, runtime);
    expect(runtime.stdout()).toBe('a\\u{202e}\nb\n"\u{202e}"\n');
  });

  test("keeps lines of a text from being commands of a CI runner, and a stack too", async () => {
    const runtime = fakeRuntime();
    await printOutcome({ code: 0, out: "  ::set-output name=a::b\n\u00a0::x\na ::b\n:c\n" }, plain, runtime);
    expect(runtime.stdout()).toBe("  \\u{3a}:set-output name=a::b\n\u00a0\\u{3a}:x\na ::b\n:c\n");
    printError(new Error("x\n::error::y"), { ...plain, verbose: true }, runtime);
    expect(runtime.stderr()).not.toMatch(/^\s*::/m);
  });

  test("prints notices on standard error, each of them, also repeated ones (A5)", async () => {
    const runtime = fakeRuntime();
    const notice = { level: "info", text: "a.sarif: odd\u{1b}[2J" } as const;
    await printOutcome({ code: 0, notices: [...Array(9).fill(notice), { level: "warn", text: "w" }] }, plain, runtime);
    expect(runtime.stdout()).toBe("");
    expect(runtime.stderr()).toBe(`${"fixops: a.sarif: odd\\u{1b}[2J\n".repeat(9)}fixops: warning: w\n`);
  });

  test("prints no notices with --quiet", async () => {
    const runtime = fakeRuntime();
    await printOutcome(
      { code: 0, out: "GO\n", notices: [{ level: "warn", text: "w" }] },
      { ...plain, quiet: true },
      runtime,
    );
    expect([runtime.stdout(), runtime.stderr()]).toEqual(["GO\n", ""]);
  });
});

describe("lookOf()", () => {
  const onTerminal = { isTerminal: { out: true, err: true } };

  test.each([
    [["run"], {}, true],
    [["run", "--no-color"], {}, false],
    [["run"], { NO_COLOR: "1" }, false],
    [["run"], { NO_COLOR: "" }, true],
    [["run"], { TERM: "dumb" }, false],
  ])("%j under %j: colour is %p", (words, environment, color) => {
    expect(lookOf(words, fakeRuntime({ ...onTerminal, environment })).color).toBe(color);
  });

  test("colours nothing off a terminal", () => {
    expect(lookOf([], fakeRuntime({ isTerminal: { out: true, err: false } })).color).toBe(false);
  });

  test("reads words before -- only", () => {
    expect(lookOf(["run", "--json", "--quiet"], fakeRuntime())).toEqual({ ...plain, json: true, quiet: true });
    expect(lookOf(["run", "--", "--json"], fakeRuntime())).toEqual(plain);
    expect(lookOf(["run", "--verbose"], fakeRuntime()).verbose).toBe(true);
  });
});
