/** What a child process left. */
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** True in the nightly run: every fault, thousands of cycles. Otherwise what fits into a minute. */
export const isExhaustive = process.env["FIXOPS_FAULTS"] === "all";

/** Of the random times; told with each failure, and set to run the same times again. */
export const seed = Number(process.env["FIXOPS_FAULTS_SEED"] ?? 5);

/** Runs a command to its end; a killed one ends with 128 and the number of the signal, as in a shell. */
export async function run(command: readonly string[], cwd: string, stdoutFile?: string): Promise<Ended> {
  const stdout = stdoutFile === undefined ? "pipe" : Bun.file(stdoutFile);
  const child = Bun.spawn([...command], { cwd, stdin: "ignore", stdout, stderr: "pipe" });
  const told = child.stdout instanceof ReadableStream ? new Response(child.stdout).text() : "";
  const [text, stderr] = await Promise.all([told, new Response(child.stderr).text()]);
  return { code: await child.exited, stdout: text, stderr };
}

/** Does the work for all items, some at once, as many as there are processors. */
export async function forEach<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) await work(item, index);
  };
  await Promise.all(Array.from({ length: Math.max(2, navigator.hardwareConcurrency) }, worker));
}

/** Numbers in [0, 1) that are the same for the same seed: mulberry32, public domain. */
export function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
