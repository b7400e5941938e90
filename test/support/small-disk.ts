import { afterAll } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Linux, root, and a kernel that lets us: tests that need a disk of their own use `test.skipIf(!canMount)`. */
export const canMount = process.platform === "linux" && process.getuid?.() === 0 && tryMount();

const mounted: string[] = [];

/** A tmpfs of so many KiB, unmounted after the last test of the file. */
export function smallDisk(kibibytes: number, option = "rw"): string {
  const directory = mkdtempSync(join(tmpdir(), "fixops-disk-"));
  Bun.spawnSync(["mount", "-t", "tmpfs", "-o", `size=${kibibytes}k,${option}`, "tmpfs", directory]);
  mounted.push(directory);
  return directory;
}

/** To be called once by each test file that uses `smallDisk`. */
export function unmountAfterAll(): void {
  afterAll(() => {
    for (const directory of mounted.splice(0)) unmount(directory);
  });
}

function tryMount(): boolean {
  const directory = mkdtempSync(join(tmpdir(), "fixops-disk-"));
  const { exitCode } = Bun.spawnSync(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", directory]);
  unmount(directory);
  return exitCode === 0;
}

function unmount(directory: string): void {
  Bun.spawnSync(["umount", directory]);
  rmSync(directory, { recursive: true, force: true });
}
