import { expect, test } from "bun:test";
import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../../../src/doors/system/lock.ts";
import { root } from "../../support/child.ts";
import { codeOf } from "../../support/code-of.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();

test("withLock() gives what the work gives and leaves one empty file of mode 0600", () => {
  const directory = fresh();
  const inside = withLock(join(directory, "lock"), () => readdirSync(directory));
  expect(inside).toEqual(["lock"]);
  expect(readdirSync(directory)).toEqual(["lock"]);
  expect(statSync(join(directory, "lock")).size).toBe(0);
  expect((statSync(join(directory, "lock")).mode & 0o777).toString(8)).toBe("600");
});

test("withLock() releases when the work throws", () => {
  const path = join(fresh(), "lock");
  const fault = () => {
    throw new RangeError("fault");
  };
  expect(() => withLock(path, fault)).toThrow("fault");
  expect(withLock(path, () => "again", 100)).toBe("again");
});

test("withLock() is IO_LOCKED while another process holds it, and free when that is killed", async () => {
  const directory = fresh();
  const path = join(directory, "lock");
  const code = `import { withLock } from "./src/doors/system/lock.ts";
    withLock("${path}", () => { require("node:fs").writeSync(1, "held"); Bun.sleepSync(60000); });`;
  const child = Bun.spawn([process.execPath, "-e", code], { cwd: root, stdout: "pipe" });
  const { value } = await child.stdout.getReader().read();
  expect(new TextDecoder().decode(value)).toBe("held");
  expect(codeOf(() => withLock(path, () => 1, 50))).toBe("IO_LOCKED");
  child.kill("SIGKILL");
  await child.exited;
  expect(withLock(path, () => "free", 1000)).toBe("free");
  expect(readdirSync(directory)).toEqual(["lock"]);
});

test("withLock() refuses a link, a directory and a file that is no lock", () => {
  const directory = fresh();
  symlinkSync("elsewhere", join(directory, "link"));
  mkdirSync(join(directory, "folder"));
  writeFileSync(join(directory, "text"), "not a database ".repeat(100));
  for (const name of ["link", "folder", "text"])
    expect(codeOf(() => withLock(join(directory, name), () => 1))).toBe("IO_WRITE");
  expect(readdirSync(directory).toSorted()).toEqual(["folder", "link", "text"]);
});
