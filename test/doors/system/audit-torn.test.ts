import { expect, test } from "bun:test";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setAside } from "../../../src/doors/system/audit-torn.ts";
import { codeOf } from "../../support/code-of.ts";
import { bytesOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const bytes = bytesOf("torn");

test("setAside() keeps the bytes under the start of their digest, also a second time", () => {
  const directory = fresh();
  const digest = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
  const name = `torn/${digest.slice(0, 16)}.bin`;
  for (const _ of [1, 2]) expect(setAside(directory, bytes)).toEqual({ name, digest });
  expect(readFileSync(join(directory, name), "utf8")).toBe("torn");
  expect(treeOf(directory)).toEqual(["torn", name]);
});

test("setAside() replaces a copy that a crash cut short, and does not go through a link", () => {
  const directory = fresh();
  const { name } = setAside(directory, bytes);
  writeFileSync(join(directory, name), "to");
  expect(setAside(directory, bytes).name).toBe(name);
  expect(readFileSync(join(directory, name), "utf8")).toBe("torn");
  expect(treeOf(directory)).toEqual(["torn", name]);
  const [other, elsewhere] = [fresh(), fresh()];
  symlinkSync(elsewhere, join(other, "torn"));
  expect(codeOf(() => setAside(other, bytes))).toBe("IO_WRITE");
  mkdirSync(join(elsewhere, "x"));
  expect(treeOf(elsewhere)).toEqual(["x"]);
});
