import { expect, test } from "bun:test";
import { isSameHash, openCheckpoint, originOf, signCheckpoint } from "../../src/evidence/log-checkpoint.ts";
import { emptyHead } from "../../src/evidence/log-head.ts";
import { newLines } from "../../src/evidence/log-lines.ts";
import { rootOf } from "../../src/standards/merkle.ts";
import { codeOf, faultOf } from "../support/code-of.ts";
import { makeLogKey } from "../support/log-keys.ts";
import { bytesOf } from "../support/workspace.ts";

const key = makeLogKey();
const { head } = newLines([{ event: "a.b", ts: "2026-01-02T03:04:05Z" }], emptyHead);
const origin = originOf(head.leaf);
const note = bytesOf(signCheckpoint(head, origin, key));

test("originOf() is the start of the first leaf hash", () => {
  expect(originOf("0123456789abcdef".repeat(4))).toBe("fixops-log/0123456789abcdef");
});

test("openCheckpoint() reads what was signed and says whether a given key did", () => {
  const checkpoint = { origin, size: 1, root: rootOf(head.edge) };
  expect(openCheckpoint(note, [key.publicKey])).toEqual({ ...checkpoint, isVerified: true });
  expect(openCheckpoint(note, [makeLogKey().publicKey, key.publicKey])).toMatchObject({ isVerified: true });
  for (const keys of [[], [makeLogKey().publicKey]]) {
    expect(openCheckpoint(note, keys)).toEqual({ ...checkpoint, isVerified: false });
  }
});

test("openCheckpoint() with the key finds every changed byte and every cut", () => {
  for (let at = 0; at < note.length; at++) {
    for (const changed of [note.with(at, note[at]! ^ 1), note.subarray(0, at)]) {
      const isFound =
        codeOf(() => openCheckpoint(changed, [key.publicKey])) === "INTEGRITY_LOG" ||
        !openCheckpoint(changed, [key.publicKey]).isVerified;
      expect([at, isFound]).toEqual([at, true]);
    }
  }
});

test("openCheckpoint() names the file that is none", () => {
  expect(faultOf(() => openCheckpoint(bytesOf("x"), [], "kept.txt"))).toMatchObject({
    code: "INTEGRITY_LOG",
    where: { file: "kept.txt" },
  });
});

test("isSameHash() compares bytes and length", () => {
  expect(isSameHash(bytesOf("ab"), bytesOf("ab"))).toBe(true);
  expect(isSameHash(bytesOf("ab"), bytesOf("abc"))).toBe(false);
  expect(isSameHash(bytesOf("ab"), bytesOf("ac"))).toBe(false);
});
