/** The dependencies of the lockfile, as the scripts need them in a fresh checkout. */
import { join } from "node:path";

/** Takes a blink when they are there. Throws an Error with the installer's words. */
export function installDependencies(): void {
  const child = Bun.spawnSync([process.execPath, "install", "--frozen-lockfile", "--silent"], {
    cwd: join(import.meta.dir, ".."),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  if (child.exitCode === 0) return;
  throw new Error(`the dependencies could not be installed\n${child.stdout}${child.stderr}`);
}
