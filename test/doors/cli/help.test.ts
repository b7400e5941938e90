import { describe, expect, test } from "bun:test";
import { exitCodeOfVerdict, verdicts } from "../../../src/domain/verdict.ts";
import { commands } from "../../../src/doors/cli/commands/index.ts";
import { globalFlags } from "../../../src/doors/cli/flag.ts";
import { parseFlags } from "../../../src/doors/cli/flags.ts";
import { renderGroup, renderHelp, renderOverview } from "../../../src/doors/cli/help.ts";
import { allCommands } from "./all-commands.ts";

const all = await allCommands();

test("there are commands to look at", () => {
  expect(all.length).toBeGreaterThan(9);
});

describe.each(all.map((command) => [command.path, command] as const))("%s", (path, command) => {
  const help = renderHelp(command);

  test("is named as it is reached, and has examples that parse", () => {
    expect(command.name).toBe(path);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const { line } of command.examples) {
      expect(line).toMatch(new RegExp(`^${path}(?: |$)`));
      const words = line
        .slice(path.length)
        .split(/ [<>|&].*/, 1)
        .join("")
        .replaceAll("'", "")
        .split(" ")
        .filter(Boolean);
      expect(() => parseFlags(command.flags, words, path)).not.toThrow();
    }
  });

  test("shows each flag with a description, in at most 100 columns outside the examples", () => {
    for (const [name, flag] of Object.entries(command.flags)) {
      expect([name, flag.description]).not.toEqual([name, undefined]);
      if (flag.type !== "positional") expect(help).toContain(`--${name}`);
    }
    const [described = ""] = help.split("\nExamples:");
    expect(Math.max(...described.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(help).not.toContain("undefined");
  });

  test("tells its exit codes in order", () => {
    const codes = [...(help.split("Exit codes:")[1] ?? "").matchAll(/^ {2}(\d) /gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(codes.toSorted((a, b) => a - b));
    expect(codes).toContain(7);
  });
});

test("make-decision's help gives the exit code of each verdict", () => {
  const gate = all.find(({ path }) => path === "make-decision");
  for (const verdict of verdicts) expect(gate?.exits).toContainEqual([String(exitCodeOfVerdict(verdict)), verdict]);
});

test("the overview lists every command and global flag", async () => {
  const overview = await renderOverview(commands);
  for (const name of commands.keys()) expect(overview).toContain(`\n  ${name} `);
  for (const name of Object.keys(globalFlags)) expect(overview).toContain(`--${name}`);
});

test("a group lists its commands as they are typed", async () => {
  const entry = commands.get("audit");
  const table = entry !== undefined && "commands" in entry ? entry.commands : new Map();
  expect(await renderGroup("audit", "the log", table)).toContain("  audit logs ");
});
