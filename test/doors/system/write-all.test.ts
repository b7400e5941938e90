import { expect, test } from "bun:test";
import { openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeAll } from "../../../src/doors/system/write-all.ts";
import { root, shell } from "../../support/child.ts";
import { bytesOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();

test("writeAll() writes every byte to a file", () => {
  const path = join(fresh(), "out");
  writeAll(openSync(path, "w"), bytesOf("hello"));
  writeAll(openSync(path, "a"), new Uint8Array());
  expect(readFileSync(path, "utf8")).toBe("hello");
});

test("writeAll() delivers 2 MB through a slow pipe that does not block", () => {
  const directory = fresh();
  // Touching process.stdout makes Bun put the pipe into non-blocking mode.
  const code = `import { writeAll } from "./src/doors/system/write-all.ts"; process.stdout.writable; writeAll(1, new Uint8Array(2_000_000).fill(97)); process.exit(2);`;
  const command = `cd "${root}" && { "${process.execPath}" -e '${code}'; echo $? > "${directory}/code"; } | { sleep 0.3; wc -c; }`;
  expect(shell(command, directory).stdout.trim()).toBe("2000000");
  expect(readFileSync(join(directory, "code"), "utf8").trim()).toBe("2");
});

test.skipIf(process.platform !== "linux")("writeAll() throws when the disk is full", () => {
  expect(() => writeAll(openSync("/dev/full", "w"), bytesOf("x"))).toThrow("ENOSPC");
});
