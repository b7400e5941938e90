import { expect, test } from "bun:test";
import { root, runCode, shell } from "../../support/child.ts";

const start = `import { terminal } from "./src/doors/system/stdio.ts"; const { out, err, isTerminal } = terminal();`;

test("terminal() writes both streams whole and in order", () => {
  const ended = runCode(`${start} out("a"); err("x"); out("ü\\n"); process.exit(2);`);
  expect(ended).toEqual({ exitCode: 2, stdout: "aü\n", stderr: "x" });
});

test("terminal() knows that a pipe is no terminal", () => {
  expect(runCode(`${start} out(JSON.stringify(isTerminal));`).stdout).toBe('{"out":false,"err":false}');
});

test("terminal() keeps the exit code when the reader has gone", () => {
  const code = `${start} for (let i = 0; i < 1000; i++) out("x".repeat(10000)); err("done"); process.exit(2);`;
  const command = `cd "${root}"; { "${process.execPath}" -e '${code}'; echo " $?" >&2; } | head -c1`;
  expect(shell(command, root)).toEqual({ exitCode: 0, stdout: "x", stderr: "done 2\n" });
});

test.skipIf(process.platform !== "linux")("terminal() throws IO_FULL when the output cannot be stored", () => {
  const code = `${start} try { out("x"); } catch (error) { err(error.code); }`;
  expect(shell(`cd "${root}"; "${process.execPath}" -e '${code}' > /dev/full`, root).stderr).toBe("IO_FULL");
});
