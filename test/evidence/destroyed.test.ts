import { expect, test } from "bun:test";
import { checkDestroyed } from "../../src/evidence/destroyed.ts";

const record = { name: "b.age", sha256: "", bytes: 0, encoding: ["age" as const] };

function log(...recipients: readonly string[]) {
  const lines = recipients.map((recipient, seq) => ({
    seq,
    leaf: "",
    line: { v: 1 as const, seq, prev: "", ts: "t", event: "key.destroyed", data: { recipient, reason: "why" } },
  }));
  return (run: string) => (run === "" ? lines : []);
}

test.each([
  ["its only key", ["a"], log("a"), "unknown"],
  ["one of two keys", ["a", "b"], log("a"), undefined],
  ["both", ["a", "b"], log("a", "b"), "unknown"],
  ["another key", ["a"], log("b"), undefined],
  ["no key at all", [], log("a"), undefined],
  ["a key, without a log", ["a"], undefined, undefined],
] as const)("checkDestroyed() of %s", (_, recipients, lines, status) => {
  expect(checkDestroyed("bundle", { ...record, recipients }, lines)?.status).toBe(status);
});
