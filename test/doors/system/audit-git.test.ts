import { expect, test } from "bun:test";
import { join } from "node:path";
import { addGitNote } from "../../../src/doors/system/audit-git.ts";
import { shell } from "../../support/child.ts";
import { faultOf } from "../../support/code-of.ts";
import { hasNeed } from "../../support/needs.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();
const identity = "git config user.name a && git config user.email a@example.com";

test.skipIf(!hasNeed("git"))("addGitNote() adds to the note of HEAD, and keeps what is there", () => {
  const repository = fresh();
  shell(`git init -q . && ${identity} && git commit -q --allow-empty -m one`, repository);
  addGitNote(repository, "first\n1\n\n— sig\n");
  addGitNote(repository, "second\n");
  const { stdout } = shell("git notes --ref=fixops show HEAD", repository);
  expect(stdout).toStartWith("first\n1\n\n— sig\n");
  expect(stdout).toContain("\nsecond\n");
});

test.skipIf(!hasNeed("git"))("addGitNote() hands on what git says when there is no commit or repository", () => {
  const repository = fresh();
  shell("git init -q .", repository);
  for (const path of [repository, join(repository, "missing")]) {
    expect(faultOf(() => addGitNote(path, "x"))).toMatchObject({ code: "IO_WRITE", where: { file: path } });
  }
});
