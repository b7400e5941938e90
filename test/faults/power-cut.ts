/**
 * Cuts the power under writers: `unshare -m bun power-cut.ts DIRECTORY WRITER CYCLES SEED synced|unsynced`.
 * The evidence is on an ext4 in a file. At a random moment all writers stop, and the bytes of the file at that moment
 * are the disk that is left: what the kernel still held in memory for that file system is lost, as in a power cut (the
 * cache of a real drive is not: that a flush reaches the platter is the kernel's and the drive's promise). The copy is
 * mounted, which replays its journal, and must have every run that was acknowledged.
 * Prints {acknowledged, lost, problems}. `unsynced` lets fsync and fdatasync do nothing: then runs must get lost.
 */
import { copyFileSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomFrom } from "./command.ts";
import { problemsOf } from "./store.ts";
import { startWriter, type Writer } from "./writers.ts";

const [directory = "", writerPath = "", cycles = "", seed = "", mode = ""] = process.argv.slice(2);
const random = randomFrom(Number(seed));

const unsynced = ["strace", "-D", "-f", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"];
const program = [...(mode === "unsynced" ? [...unsynced, "-e", "inject=fsync,fdatasync:retval=0"] : []), writerPath];

const imageBytes = 32 * 2 ** 20;

/** How ext4 orders data and its journal: the usual way first. */
const mountOptions = ["data=ordered", "data=ordered,nodelalloc", "data=writeback", "data=journal"];

const writers = 3;

/** From before the first line of the log to some hundred runs; most are short, since a log is weakest when it is young. */
const lifetimesMs = { least: 30, most: 500 } as const;

const disk = join(directory, "disk");
const left = join(directory, "left");
const mounted = join(directory, "mounted");
mkdirSync(mounted);

const sum = { acknowledged: 0, lost: 0, problems: [] as string[] };
for (let cycle = 0; cycle < Number(cycles); cycle++) await cutOnce(mountOptions[cycle % mountOptions.length] ?? "");
process.stdout.write(JSON.stringify(sum));

async function cutOnce(options: string): Promise<void> {
  writeFileSync(disk, "");
  truncateSync(disk, imageBytes);
  must(["mkfs.ext4", "-q", "-F", disk]);
  must(["mount", "-o", `loop,${options}`, disk, mounted]);
  const acknowledged = await writeUntilCut();
  must(["umount", mounted]);
  must(["mount", "-o", `loop,${options}`, left, mounted]);
  const evidence = join(mounted, "evidence");
  const problems = await problemsOf(evidence, { acknowledged });
  sum.acknowledged += acknowledged.length;
  sum.lost += new Set(
    problems.filter((problem) => problem.includes("acknowledged")).map((problem) => problem.split(" ")[0]),
  ).size;
  sum.problems.push(...problems.map((problem) => `${options}: ${problem}`));
  if (problems.length === 0) {
    const after = await startWriter([writerPath], evidence, "after", 1).told();
    const found = await problemsOf(evidence, { acknowledged: [...acknowledged, "after-0"] });
    sum.problems.push(...(after.length === 1 ? found : ["no run can be made afterwards"]));
  }
  must(["umount", mounted]);
}

/** Leaves the disk of the moment in `left`; gives what was acknowledged until then. */
async function writeUntilCut(): Promise<readonly string[]> {
  const started = Array.from({ length: writers }, (_, index) =>
    startWriter(program, join(mounted, "evidence"), `w${index}`, 1_000_000),
  );
  await Bun.sleep(lifetimesMs.least + random() ** 3 * (lifetimesMs.most - lifetimesMs.least));
  for (const writer of started) writer.kill("SIGSTOP");
  while (!started.every(isStopped)) await Bun.sleep(1);
  copyDisk();
  for (const writer of started) writer.kill("SIGKILL");
  const told = await Promise.all(started.map((writer) => writer.told()));
  await Promise.all(started.map((writer) => writer.exited));
  return told.flat();
}

/** A process that is in the middle of a system call ends that first. */
function isStopped({ pid }: Writer): boolean {
  const threads = new Bun.Glob("*/stat").scanSync(`/proc/${pid}/task`);
  return [...threads].every((path) => /\) [Tt] /.test(readFileSync(`/proc/${pid}/task/${path}`, "utf8")));
}

/** The kernel may be writing in the background: only a copy during which nothing changed is the disk of one moment. */
function copyDisk(): void {
  for (;;) {
    copyFileSync(disk, left);
    if (readFileSync(disk).equals(readFileSync(left))) return;
  }
}

function must(command: readonly string[]): void {
  const { exitCode, stderr } = Bun.spawnSync([...command]);
  if (exitCode !== 0) throw new Error(`${command.join(" ")} ended with ${exitCode}: ${stderr.toString()}`);
}
