import { expect, test } from "bun:test";
import type { Flags, FlagTable } from "../../../src/doors/cli/flag.ts";
import { parseFlags } from "../../../src/doors/cli/flags.ts";
import {
  keyFlags,
  keyRequestOf,
  publicKeyFlags,
  signFlags,
  signRequestOf,
  verifyRequestOf,
} from "../../../src/doors/cli/key-flags.ts";
import { codeOf } from "../../support/code-of.ts";

function parsed<T extends FlagTable>(table: T, words: string): Flags<T> {
  return parseFlags(table, words.split(" ").filter(Boolean), "verify");
}

test("keyRequestOf() takes a number for a descriptor only", () => {
  const key = (word: string) => keyRequestOf(parsed(keyFlags, `--evidence-key-fd ${word}`));
  expect(key("0")).toMatchObject({ keyFile: undefined, keyFd: 0 });
  for (const word of ["stdin", "1.5", "1x"]) expect(codeOf(() => key(word))).toBe("USAGE_BAD_VALUE");
});

test("keyRequestOf() takes identities of several files", () => {
  expect(keyRequestOf(parsed(keyFlags, "--evidence-key-file k --identity a --identity b"))).toEqual({
    keyFile: "k",
    keyFd: undefined,
    identityFiles: ["a", "b"],
  });
});

test("signRequestOf() names both keys, and takes a number for a descriptor only", () => {
  expect(signRequestOf(parsed(signFlags, "--signing-key s --signing-pub p --log-key l"))).toEqual({
    signingKey: "s",
    signingKeyFd: undefined,
    signingPub: "p",
    logKey: "l",
  });
  expect(signRequestOf(parsed(signFlags, "--signing-key-fd 4")).signingKeyFd).toBe(4);
  expect(codeOf(() => signRequestOf(parsed(signFlags, "--signing-key-fd x")))).toBe("USAGE_BAD_VALUE");
});

test("verifyRequestOf() names the keys that signatures and checkpoints must be of, and those that open", () => {
  const words = "--key a --key b --log-pub l --identity i --evidence-key-file k";
  expect(verifyRequestOf(parsed({ ...keyFlags, ...publicKeyFlags }, words))).toMatchObject({
    publicKeyFiles: ["a", "b"],
    logKeyFiles: ["l"],
    keyFile: "k",
    identityFiles: ["i"],
  });
});

test("no flag takes a secret itself", () => {
  for (const table of [keyFlags, signFlags]) {
    for (const { valueHint } of Object.values(table)) expect(valueHint).toMatch(/^(FILE|N|FILE\|exec:COMMAND)$/);
  }
});
