import { expect, test } from "bun:test";
import {
  everySetting,
  isGiven,
  isOnForAccount,
  type Judge,
  onlyWhere,
  settingHolds,
  settingIs,
  settingIsAtLeast,
  settingIsNot,
  settingIsOneOf,
  settingIsSet,
  tell,
} from "../../../src/assess/posture/aws-setting.ts";
import { is } from "../../../src/assess/posture/values.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { resourcesOf } from "../../support/posture-case.ts";

function statusOf(judge: Judge, values: object, refs: object = {}): string | undefined {
  const resources = resourcesOf([
    { type: "aws_thing", values, refs },
    { type: "aws_kms_key", name: "k" },
  ]);
  const [first] = resources;
  return first && judge(first, deploymentOf(resources)).status;
}

const on = settingIs("on", true);

test.each<[string, Judge, object, string]>([
  ["settingIs()", on, { on: true }, "pass"],
  ["settingIs()", on, { on: false }, "fail"],
  ["settingIs()", on, {}, "fail"],
  ["settingIs()", settingIs("on", true, true), {}, "pass"],
  ["settingIs()", settingIs("on", true, "unknown"), {}, "unknown"],
  ["settingIs()", settingIs("block.0.on", true), { block: "<unknown>" }, "unknown"],
  ["settingIsOneOf()", settingIsOneOf("mode", ["a", "b"]), { mode: "b" }, "pass"],
  ["settingIsOneOf()", settingIsOneOf("mode", ["a", "b"]), { mode: "c" }, "fail"],
  ["settingIsNot()", settingIsNot("mode", ["a"]), {}, "pass"],
  ["settingIsNot()", settingIsNot("mode", ["a"]), { mode: "a" }, "fail"],
  ["settingIsNot()", settingIsNot("mode", ["a"], "unknown"), {}, "unknown"],
  ["settingIsAtLeast()", settingIsAtLeast("days", 7), { days: "7" }, "pass"],
  ["settingIsAtLeast()", settingIsAtLeast("days", 7), { days: 6 }, "fail"],
  ["settingHolds()", settingHolds("logs", ["a", "b"]), { logs: ["b", "a", "c"] }, "pass"],
  ["settingHolds()", settingHolds("logs", ["a", "b"]), { logs: ["a"] }, "fail"],
  ["settingHolds()", settingHolds("logs", ["a"]), { logs: ["a", "<unknown>"] }, "unknown"],
  ["settingIsSet()", settingIsSet("key"), { key: "k" }, "pass"],
  ["settingIsSet()", settingIsSet("key"), {}, "fail"],
  ["settingIsSet()", settingIsSet("key"), { key: "<unknown>" }, "unknown"],
  ["onlyWhere()", onlyWhere("kind", (values) => is(values, "kind", "a"), on), { kind: "b" }, "not_applicable"],
  ["onlyWhere()", onlyWhere("kind", (values) => is(values, "kind", "a"), on), { kind: "<unknown>" }, "unknown"],
  ["everySetting()", everySetting(on, settingIs("off", false)), { on: true, off: "<unknown>" }, "unknown"],
  ["everySetting()", everySetting(on, settingIs("off", false)), { on: false, off: "<unknown>" }, "fail"],
])("%s %#", (_, judge, values, expected) => {
  expect(statusOf(judge, values)).toBe(expected);
});

test("settingIsSet() and isGiven() take a reference to a resource for a value", () => {
  const refs = { key: "aws_kms_key.k" };
  expect(statusOf(settingIsSet("key"), { key: "<unknown>" }, refs)).toBe("pass");
  const given: Judge = (resource, deployment) => tell(isGiven(resource, deployment, "key"), "key", "");
  expect(statusOf(given, { key: "<unknown>" }, refs)).toBe("pass");
  expect(statusOf(given, { key: "<unknown>" }, { key: "var.key" })).toBe("unknown");
});

test.each<[string, string, boolean, boolean | undefined]>([
  ["aws_switch.s", "aws_thing.t", true, true],
  ["aws_switch.s", 'module.a["x"].aws_thing.t', true, true],
  ["module.a.aws_switch.s", "module.a.module.b.aws_thing.t", true, true],
  ["module.a.aws_switch.s", "module.b.aws_thing.t", true, undefined],
  ["module.a.aws_switch.s", "aws_thing.t", true, undefined],
  ["module.a.aws_switch.s", "aws_thing.t", false, false],
])("isOnForAccount() %s, %s, %p", (address, other, isOn, expected) => {
  const resources = resourcesOf([
    { type: "aws_thing", address: other },
    { type: "aws_switch", address, values: { on: isOn } },
  ]);
  const [thing] = resources;
  const found =
    thing && isOnForAccount(thing, deploymentOf(resources), "aws_switch", (values) => is(values, "on", true));
  expect(found).toBe(expected);
});

test("tell() says what was found only where it fails", () => {
  expect(tell(true, "a", "bad")).toEqual({ status: "pass", at: "a" });
  expect(tell(undefined, "a", "bad")).toEqual({ status: "unknown", at: "a" });
  expect(tell(false, "a", "bad")).toEqual({ status: "fail", at: "a", found: "bad" });
});
