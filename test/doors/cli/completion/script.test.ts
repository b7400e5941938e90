import { describe, expect, test } from "bun:test";
import { cli } from "../../../../src/doors/cli/cli.ts";
import { fakeRuntime } from "../../../support/runtime.ts";

async function scriptOf(shell: string): Promise<string> {
  const runtime = fakeRuntime();
  await cli(["completion", shell], runtime);
  return runtime.stdout();
}

function execute(program: string, script: string): { readonly code: number; readonly lines: readonly string[] } {
  const ended = Bun.spawnSync([program, ...(program === "bash" ? ["--norc"] : [])], { stdin: Buffer.from(script) });
  return { code: ended.exitCode, lines: ended.stdout.toString().split("\n").filter(Boolean) };
}

const has = (program: string) => Bun.which(program) !== null;

describe.skipIf(!has("bash"))("bash", () => {
  test("accepts the script", async () => {
    const checked = Bun.spawnSync(["bash", "-n"], { stdin: Buffer.from(await scriptOf("bash")) });
    expect([checked.exitCode, checked.stderr.toString()]).toEqual([0, ""]);
  });

  test.each([
    ["fixops make", ["make-decision"]],
    ["fixops audit ", ["logs", "verify", "prove", "export", "anchor"]],
    ["fixops audit logs --li", ["--limit"]],
    ["fixops help ove", ["overlay"]],
    ["fixops completion z", ["zsh"]],
    ["fixops make-decision --sbom a --mode e", ["enterprise"]],
    ["fixops make-decision --no-", ["--no-sign", "--no-encrypt", "--no-compress", "--no-color"]],
    ["fixops make-decision --sbom package.js", ["package.json"]],
    ["fixops audit logs --limit ", []],
    ["fixops run --app-name audit --quie", ["--quiet"]],
  ])("completes %s", async (line, expected) => {
    const words = line.split(" ");
    const given = words.map((word) => `'${word}'`).join(" ");
    const call = `COMP_WORDS=(${given}); COMP_CWORD=${words.length - 1}; _fixops; printf '%s\\n' "\${COMPREPLY[@]}"`;
    expect(execute("bash", `${await scriptOf("bash")}\n${call}\n`)).toEqual({ code: 0, lines: expected });
  });
});

test.skipIf(!has("zsh"))("zsh accepts the script", async () => {
  expect(Bun.spawnSync(["zsh", "-n"], { stdin: Buffer.from(await scriptOf("zsh")) }).exitCode).toBe(0);
});

test.skipIf(!has("fish"))("fish completes a command", async () => {
  const { lines } = execute("fish", `${await scriptOf("fish")}\ncomplete -C 'fixops make'\n`);
  expect(lines).toEqual(["make-decision"]);
});

test.skipIf(!has("pwsh"))("PowerShell accepts the script", async () => {
  expect(Bun.spawnSync(["pwsh", "-NoProfile", "-Command", await scriptOf("powershell")]).exitCode).toBe(0);
});

test.each(["bash", "zsh", "fish", "powershell"])(
  "the script for %s has every command and a flag of each",
  async (shell) => {
    const script = await scriptOf(shell);
    for (const word of ["make-decision", "validate", "follow-symlinks", "no-compress", "explain"])
      expect(script).toContain(word);
    expect(script).not.toContain("undefined");
  },
);
