import { resolve } from "node:path";

/** The checkout, for scripts that are run as child processes. */
export const root = resolve(import.meta.dir, "../..");

/** What a child process left: exit code and output. */
export type Ended = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type Given = { readonly stdin?: Uint8Array; readonly environment?: Readonly<Record<string, string>> };

/** Runs TypeScript in a process of its own, in the checkout; imports are relative to its root. */
export function runCode(code: string, given: Given = {}): Ended {
  const child = Bun.spawnSync([process.execPath, "-e", code], {
    cwd: root,
    stdin: given.stdin ?? "ignore",
    env: { ...process.env, ...given.environment },
  });
  return { exitCode: child.exitCode, stdout: child.stdout.toString(), stderr: child.stderr.toString() };
}

/**
 * Runs a script of the checkout until it has printed something and then some milliseconds more, and kills it.
 * Gives the lines that it printed whole.
 */
export async function runAndKill(script: readonly string[], milliseconds: number): Promise<readonly string[]> {
  const child = Bun.spawn([process.execPath, ...script], { cwd: root, stdout: "pipe" });
  let text = "";
  for await (const chunk of child.stdout) {
    if (text === "") setTimeout(() => child.kill("SIGKILL"), milliseconds);
    text += new TextDecoder().decode(chunk);
  }
  return text.split("\n").slice(0, -1);
}

/** Runs a shell command in a directory. */
export function shell(command: string, cwd: string): Ended {
  const child = Bun.spawnSync(["sh", "-c", command], { cwd, stdin: "ignore" });
  return { exitCode: child.exitCode, stdout: child.stdout.toString(), stderr: child.stderr.toString() };
}
