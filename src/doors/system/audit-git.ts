import { spawnSync } from "node:child_process";
import { FixopsError } from "../../domain/error.ts";

/** A note is written in milliseconds; hooks and locks of others may take longer. */
const patienceMs = 30_000;

/**
 * Adds a text to the note of HEAD under `refs/notes/fixops`, with the git of this machine: what stands in the note before
 * stays there. Throws IO_WRITE when git is not there, or says no.
 */
export function addGitNote(repository: string, text: string): void {
  const words = ["-C", repository, "notes", "--ref=fixops", "append", "-F", "-", "HEAD"];
  // The keys of this program are none of git's business, nor of the hooks that it runs.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("FIXOPS_")));
  const ended = spawnSync("git", words, { input: text, encoding: "utf8", env, timeout: patienceMs });
  if (ended.status === 0) return;
  const reason = ended.error?.message ?? ended.stderr.trim();
  throw new FixopsError("IO_WRITE", `git did not add a note to HEAD of ${repository}: ${reason}`, {
    where: { file: repository },
    hint: "name a git repository with a commit, where this user may write and has a name and e-mail address set",
    cause: ended.error,
  });
}
