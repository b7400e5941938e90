import { expect, test } from "bun:test";
import { aim, isOmitted, namesOf, ofTypes, pointers, push } from "../../../src/correlate/exposure/scene.ts";
import { found, object, planned, sceneFrom } from "../../support/exposure.ts";

const scene = sceneFrom(
  planned("aws_vpc.main"),
  planned("aws_subnet.a", { vpc_id: "<unknown>" }, { vpc_id: "aws_vpc.main" }),
  planned("aws_subnet.b", { vpc_id: "<unknown>" }, { vpc_id: "local.vpc" }),
  planned("aws_subnet.c", { vpc_id: "<unknown>" }, { vpc_id: "aws_subnet.a" }),
  planned("aws_subnet.d", { vpc_id: "<unknown>", tags: { Name: "data", other: "x" } }),
  object("v1/Service", "web"),
);

test("sceneOf() indexes kinds and leaves out what the plan deletes", () => {
  expect(scene.byKind.get("Service")).toHaveLength(1);
  expect(ofTypes(sceneFrom({ ...planned("aws_vpc.old"), action: "delete" }), ["aws_vpc"])).toEqual([]);
});

test.each([
  ["aws_subnet.a", 1, false, false],
  ["aws_subnet.b", 0, true, false],
  ["aws_subnet.c", 0, false, false],
  ["aws_subnet.d", 0, true, true],
])("aim() of %s", (address, count, uncertain, unset) => {
  const { found: targets, ...rest } = aim(scene, found(scene, address), "vpc_id", ["aws_vpc"]);
  expect([targets.length, rest]).toEqual([count, { uncertain, unset }]);
});

test("pointers() go backwards, and keep apart who points at what is not told", () => {
  const vpcs = pointers(scene, ["aws_subnet"], ["vpc_id"], ["aws_vpc"]);
  expect(vpcs.at(found(scene, "aws_vpc.main")).map((one) => one.address)).toEqual(["aws_subnet.a"]);
  expect(vpcs.loose.map((one) => one.address)).toEqual(["aws_subnet.b", "aws_subnet.d"]);
});

test("isOmitted() needs a plan that tells its references", () => {
  const bare = sceneFrom(planned("aws_subnet.a", { vpc_id: "<unknown>" }));
  expect(isOmitted(bare, found(bare, "aws_subnet.a"), "vpc_id")).toBe(false);
  expect(isOmitted(scene, found(scene, "aws_subnet.d"), "vpc_id")).toBe(true);
});

test("namesOf() takes the tags that name an application; push() adds to a list", () => {
  expect(namesOf(found(scene, "aws_subnet.d"))).toEqual(["data"]);
  const map = new Map<string, number[]>();
  push(map, "a", 1);
  push(map, "a", 2);
  expect(map.get("a")).toEqual([1, 2]);
});

test.each([
  ["in a block that names something not told", { a: [{ target_arn: "<unknown>" }] }, { a: "local.x" }, true],
  ["in a block without references, which may be dynamic", { a: [{ target_arn: "<unknown>" }] }, {}, true],
  ["in a block that names another type", { a: [{ target_arn: "<unknown>" }] }, { a: "aws_vpc.main" }, false],
  ["in a block of which the provider fills in the order", { a: [{ order: "<unknown>" }] }, {}, false],
])("aim() %s", (_, values, refs, uncertain) => {
  const given = sceneFrom(planned("aws_lb.x", values, refs), planned("aws_vpc.main"));
  expect(aim(given, found(given, "aws_lb.x"), "a", ["aws_lb_target_group"]).uncertain).toBe(uncertain);
});
