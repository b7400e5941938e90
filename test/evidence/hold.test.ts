import { expect, test } from "bun:test";
import { holdOf } from "../../src/evidence/hold.ts";

function lines(...events: readonly (readonly [event: string, mode: string])[]) {
  return events.map(([event, mode], seq) => ({
    seq,
    leaf: "",
    line: { v: 1 as const, seq, prev: "", ts: `t${seq}`, event, run: "one", data: { mode, reason: `r${seq}` } },
  }));
}

test.each([
  ["nothing", [], undefined],
  ["a hold", [["evidence.held", "demo"]], "r0"],
  ["a hold in the other mode", [["evidence.held", "enterprise"]], undefined],
  [
    "a hold that was released",
    [
      ["evidence.held", "demo"],
      ["evidence.released", "demo"],
    ],
    undefined,
  ],
  [
    "one after another",
    [
      ["evidence.held", "demo"],
      ["evidence.released", "demo"],
      ["evidence.held", "demo"],
    ],
    "r2",
  ],
] as const)("holdOf() of %s", (_, events, reason) => {
  expect(holdOf(lines(...events), { mode: "demo", run: "one" })?.reason).toBe(reason);
});
