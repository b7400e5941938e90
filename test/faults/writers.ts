import { join, resolve } from "node:path";
import { compile } from "../../scripts/build.ts";

/** Processes that record runs as fast as they can, see writer.ts. */
export type Writer = {
  readonly kill: (signal: "SIGKILL" | "SIGSTOP") => void;
  readonly pid: number;
  readonly exited: Promise<number>;
  /** The runs that were acknowledged, whole lines only; to be awaited once, when the process has ended. */
  readonly told: () => Promise<readonly string[]>;
};

/** Compiles the writer as the program is compiled: it starts in half the time. Gives its path. */
export function compileWriter(directory: string): string {
  const path = join(directory, "writer");
  compile(resolve(import.meta.dir, "writer.ts"), path);
  return path;
}

/** Starts a writer; `program` may have words before it, as strace. */
export function startWriter(program: readonly string[], evidence: string, id: string, count: number): Writer {
  const child = Bun.spawn([...program, evidence, id, String(count)], { stdin: "ignore", stdout: "pipe" });
  return {
    kill: (signal) => child.kill(signal),
    pid: child.pid,
    exited: child.exited,
    told: async () => (await new Response(child.stdout).text()).split("\n").slice(0, -1),
  };
}
