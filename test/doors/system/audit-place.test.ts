import { expect, test } from "bun:test";
import { join } from "node:path";
import { assertLocal } from "../../../src/doors/system/audit-place.ts";
import { codeOf, faultOf } from "../../support/code-of.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();

test.each([
  ["NFS", 0x6969],
  ["CIFS", 0xff534d42],
  ["SMB2", 0xfe534d42],
  ["FUSE", 0x65735546],
  ["9P", 0x01021997],
])("assertLocal() refuses %s, and names the flag that allows it", (name, type) => {
  const fault = faultOf(() => assertLocal("anywhere", () => type));
  expect([fault.code, fault.message.includes(name)]).toEqual(["IO_WRITE", true]);
  expect(fault.hint).toContain("--allow-network-fs");
});

test("assertLocal() allows ext4, and a system that tells no type", () => {
  expect(codeOf(() => assertLocal("anywhere", () => 0xef53))).toBe("nothing thrown");
  expect(codeOf(() => assertLocal("anywhere", () => undefined))).toBe("nothing thrown");
});

test("assertLocal() asks for the nearest directory that is there", () => {
  const directory = fresh();
  const asked: string[] = [];
  assertLocal(join(directory, "a/b/c"), (path) => {
    asked.push(path);
    return undefined;
  });
  expect(asked).toEqual([directory]);
  assertLocal(join(directory, "a/b/c"));
});
