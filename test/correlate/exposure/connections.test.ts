import { expect, test } from "bun:test";
import { anyOfType, connect, join, standIns, tell } from "../../../src/correlate/exposure/connections.ts";
import { planned, sceneFrom } from "../../support/exposure.ts";

const attachment = {
  via: ["attachment"],
  from: [["pool"], ["pool"]],
  to: [["target"], ["machine"]],
  how: () => "is attached",
} as const;

const unknown = "<unknown>";

test("connect() leads to what an attribute names, or to some resource of its types", () => {
  const scene = sceneFrom(
    planned("rule.a", { to: unknown }, { to: "proxy.p" }),
    planned("rule.b", { to: unknown }, { to: "local.p" }),
    planned("proxy.p"),
  );
  const edges = connect(scene, [{ from: ["rule"], attribute: "to", to: ["proxy"], how: "is its target" }]);
  expect(edges).toEqual([
    { from: "rule.a", to: "proxy.p", open: true, how: "is its target" },
    { from: "rule.b", to: anyOfType("proxy"), open: undefined, how: "is its target; the plan does not tell where to" },
  ]);
  expect(standIns(scene, edges)).toEqual([{ from: anyOfType("proxy"), to: "proxy.p", open: true, how: "may be it" }]);
});

test("join() connects the ends of what stands between, and doubts where an end is not told", () => {
  const scene = sceneFrom(
    planned("pool.p"),
    planned("machine.m"),
    planned("attachment.both", { pool: unknown, target: unknown }, { pool: "pool.p", target: "machine.m" }),
    planned("attachment.out", { pool: unknown, target: unknown }, { pool: "pool.p", target: "local.x" }),
    planned("attachment.in", { pool: unknown, target: unknown }, { pool: "local.x", target: "machine.m" }),
  );
  expect(join(scene, [attachment]).map(({ from, to, open }) => [from, to, open])).toEqual([
    ["pool.p", "machine.m", true],
    ["pool.p", anyOfType("machine"), undefined],
    ["internet", "machine.m", undefined],
  ]);
});

test("tell() picks the words", () => {
  expect([tell(true, "a", "b", "c").how, tell(false, "a", "b", "c").how, tell(undefined, "a", "b", "c").how]).toEqual([
    "a",
    "b",
    "c",
  ]);
});
