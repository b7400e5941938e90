import { expect, test } from "bun:test";
import { constants, openSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { descriptorIn, readDescriptor } from "../../../src/doors/system/read-descriptor.ts";
import { runCode } from "../../support/child.ts";
import { codeOf } from "../../support/code-of.ts";
import { textOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const isLinux = process.platform === "linux";

test("readDescriptor() reads a file to its end", () => {
  const path = join(fresh(), "in");
  writeFileSync(path, "x".repeat(200_000));
  expect(readDescriptor(openSync(path, "r"), { path, maxBytes: 200_000 })).toHaveLength(200_000);
});

test("readDescriptor() refuses a file above the limit before it reads it", () => {
  const path = join(fresh(), "sparse");
  writeFileSync(path, "");
  truncateSync(path, 2 ** 31);
  const before = performance.now();
  expect(codeOf(() => readDescriptor(openSync(path, "r"), { path, maxBytes: 1000 }))).toBe("INPUT_TOO_LARGE");
  expect(performance.now() - before).toBeLessThan(200);
});

test.skipIf(!isLinux)("readDescriptor() reads files that claim no size", () => {
  const fd = openSync("/proc/self/status", "r");
  expect(textOf(readDescriptor(fd, { path: "/proc/self/status", maxBytes: 1_000_000 }))).toContain("Pid:");
});

test.skipIf(!isLinux)("readDescriptor() stops an endless device at the limit", () => {
  const fd = openSync("/dev/zero", "r");
  const before = performance.now();
  const code = codeOf(() => readDescriptor(fd, { path: "/dev/zero", maxBytes: 64 * 1024 * 1024 }));
  expect(code).toBe("INPUT_TOO_LARGE");
  expect(performance.now() - before).toBeLessThan(2000);
});

test("readDescriptor() reads standard input in pieces", () => {
  const code = `import { readDescriptor } from "./src/doors/system/read-descriptor.ts";
    console.log(readDescriptor(0, { path: "-", maxBytes: 1e7 }).length);`;
  expect(runCode(code, { stdin: new Uint8Array(300_001) }).stdout.trim()).toBe("300001");
});

test.each([
  ["/dev/fd/3", 3],
  ["/proc/self/fd/12", 12],
  ["/dev/fd/", undefined],
  ["/dev/fd/1x", undefined],
  ["dev/fd/1", undefined],
])("descriptorIn(%j) is %p", (path, fd) => {
  expect(descriptorIn(path)).toBe(fd);
});

test.skipIf(!isLinux)("readDescriptor() gives up on a named pipe whose writer hangs", () => {
  const path = join(fresh(), "pipe");
  Bun.spawnSync(["mkfifo", path]);
  const fd = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  writeSync(fd, "half of a rep");
  const reading = { path, maxBytes: 1000, awaitWriter: true, patienceMs: 50 };
  expect(codeOf(() => readDescriptor(fd, reading))).toBe("IO_READ");
});
