import { describe, expect, test } from "bun:test";
import { runScenario } from "../support/scenario.ts";
import { parseScenario } from "../support/script.ts";

/** What the runner must refuse: a check that looked at nothing must fail. The program under test is `true`. */
const refused: readonly (readonly [name: string, script: string, message: string])[] = [
  ["an unknown step", "exec true\nstdouts x", "unknown step stdouts"],
  ["a negated step that cannot be", "! exec false", "unknown step ! exec"],
  ["a scenario that executes nothing", "exists a.txt\n-- a.txt --\nx", "executed nothing"],
  ["a failure that nobody asked for", "exec false", "expected exit code 0, got 1"],
  ["a failure that nobody asked for before the next command", "exec false\nexec true", "expected exit code 0, got 1"],
  ["another exit code", "exec sh -c 'exit 3'\nexit 4", "expected exit code 4, got 3"],
  ["a pattern that does not match", "exec echo hello\nstdout ^bye$", "no match"],
  ["a pattern that matches and should not", "exec echo hello\n! stdout ^hello$", "a match"],
  ["an empty pattern", "exec echo hello\nstdout", "a pattern is needed"],
  ["output of no command", "stdout x", "no command was executed"],
  ["a file that is missing", "exec true\nexists a b\n-- a --\nx", "b: expected the opposite"],
  ["a file that is there", "exec true\n! exists a\n-- a --\nx", "a: expected the opposite"],
  ["files that differ", "exec true\ncmp a b\n-- a --\nx\n-- b --\ny", "the files differ"],
  ["another JSON value", 'exec true\njson a /b/0 2\n-- a --\n{ "b": [1] }', "1 !== 2"],
  [
    "an error that writes to standard output",
    "shell echo x; echo 'fixops: y' >&2; exit 3\nrefuses 3 y",
    "writes nothing",
  ],
  ["two messages", "shell printf 'fixops: y\\nfixops: z\\n' >&2; exit 3\nrefuses 3 y", "expected one message, got 2"],
  ["a stack", "shell printf 'fixops: y\\n    at f (a.ts:1)\\n' >&2; exit 3\nrefuses 3 y", "a match"],
  ["a refusal that is a verdict", "exec false\nrefuses 1 y", "expected exit code 0"],
];

describe("runScenario()", () => {
  test.each(refused)("fails on %s", async (_, script, message) => {
    await expect(runScenario(parseScenario("a.txt", script), "/bin/true")).rejects.toThrow(message);
  });

  test("names the line that failed", async () => {
    const scenario = parseScenario("a.txt", "# why\n\nexec false\nexit 0");
    await expect(runScenario(scenario, "/bin/true")).rejects.toThrow("a.txt:4: exit 0");
  });

  test("passes on what is so", async () => {
    const script = [
      "env A=b c",
      'shell echo "$A" && test -x "$FIXOPS"',
      "stdout ^b c$",
      "! stderr .",
      "mkdir d",
      "cd d",
      "exec sh -c 'cat ../a > copy; exit 2'",
      "exit 2",
      "cmp copy ../a",
      "json copy /b~1c [1, 2]",
      "json copy /d absent",
      "-- a --",
      '{ "b/c": [1, 2] }',
    ];
    await runScenario(parseScenario("a.txt", script.join("\n")), "/bin/true");
  });
});

describe("parseScenario()", () => {
  test("refuses a file that stands there twice", () => {
    expect(() => parseScenario("a.txt", "exec true\n-- a --\nx\n-- a --\ny")).toThrow("stands there twice");
  });

  test("lists what the machine must have", () => {
    expect(parseScenario("a.txt", "skip-unless strace setpriv\nexec true").needs).toEqual(["strace", "setpriv"]);
  });
});
