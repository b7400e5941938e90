import { describe, expect, test } from "bun:test";
import {
  asideIn,
  findRun,
  logSignerOf,
  reasonText,
  resealedRuns,
  tombstonesIn,
  unfinishedIn,
} from "../../../src/doors/actions/evidence-runs.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { ed25519, stranger } from "../../support/sample-keys.ts";

const one = { mode: "demo", run: "one" };

test("what stands beside the runs is told apart by its name", () => {
  const names = [
    "one.tombstone.json",
    ".tmp-old-one/x",
    ".tmp-one-7-0123456789abcdef/x",
    ".tmp-new-one-8-0123456789abcdef/x",
    ".tmp-two-7-0123456789abcdef/x",
    ".tmp-one/x",
  ];
  const runtime = fakeRuntime({ files: Object.fromEntries(names.map((name) => [`e/demo/${name}`, "x"])) });
  expect(tombstonesIn("e", runtime)).toEqual([one]);
  expect(asideIn("e", runtime)).toEqual([one]);
  expect(resealedRuns("e", runtime)).toEqual([one]);
  expect(unfinishedIn("e", one, runtime)).toEqual([
    "e/demo/.tmp-new-one-8-0123456789abcdef",
    "e/demo/.tmp-one-7-0123456789abcdef",
  ]);
});

test("findRun() knows a run by its id, its mode and id, and its directory", () => {
  for (const named of ["one", "demo/one", "./e/demo/one/"]) expect(findRun(named, [one], "e")).toEqual(one);
  expect(codeOf(() => findRun("two", [one], "e"))).toBe("INPUT_NOT_FOUND");
  expect(codeOf(() => findRun("one", [one, { mode: "enterprise", run: "one" }], "e"))).toBe("USAGE_BAD_VALUE");
});

test.each([
  ["", "USAGE_BAD_VALUE"],
  ["x".repeat(201), "USAGE_BAD_VALUE"],
  ["😀".repeat(200), "nothing thrown"],
])("reasonText() of %p", (text, code) => {
  expect(codeOf(() => reasonText(text))).toBe(code);
});

describe("logSignerOf()", () => {
  const secrets = { sign: ed25519.privateKey, log: stranger.privateKey };

  test("takes the key of the log, else that of the signing key, else none", () => {
    const runtime = fakeRuntime({ secrets });
    const own = logSignerOf({ logKey: "log", signingKey: "sign" }, runtime)?.publicKey.toHex();
    const derived = logSignerOf({ signingKey: "sign" }, runtime)?.publicKey.toHex();
    expect([own === undefined, derived === undefined, own === derived]).toEqual([false, false, false]);
    expect(logSignerOf({}, runtime)).toBeUndefined();
  });
});
