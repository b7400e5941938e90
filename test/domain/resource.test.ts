import { describe, expect, test } from "bun:test";
import {
  instanceKeys,
  isHidden,
  isValueObject,
  remains,
  sensitiveValue,
  unknownValue,
  valueAt,
  withoutInstanceKeys,
} from "../../src/domain/resource.ts";
import { resourcesOf } from "../support/posture-case.ts";

const values = {
  versioning: [{ enabled: true, mfa: null }],
  password: sensitiveValue,
  arn: unknownValue,
  tags: { app: "web" },
};

describe("valueAt()", () => {
  test.each([
    [["versioning", 0, "enabled"], true],
    [["versioning", 0, "mfa"], undefined],
    [["versioning", 1, "enabled"], undefined],
    [["versioning", "enabled"], undefined],
    [["tags", "app"], "web"],
    [["tags", "constructor"], undefined],
    [["tags", "app", "more"], undefined],
    [["arn"], unknownValue],
    [["arn", "anything"], unknownValue],
    [["password"], sensitiveValue],
    [["password", 0], unknownValue],
  ] as const)("follows %p", (path, expected) => {
    expect(valueAt(values, ...path)).toBe(expected);
  });
});

test("stand-ins cannot be written down", () => {
  expect(JSON.stringify(values)).toBe('{"versioning":[{"enabled":true,"mfa":null}],"tags":{"app":"web"}}');
  expect([isHidden(sensitiveValue), isHidden(unknownValue), isHidden("x"), isHidden(undefined)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect([isValueObject({}), isValueObject([]), isValueObject(null), isValueObject(unknownValue)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

describe("remains()", () => {
  test.each([
    ["create", true],
    ["update", true],
    ["no-op", true],
    ["delete", false],
    ["read", true],
    ["replace", true],
    ["forget", false],
  ])("of what a plan will %s is %p", (action, expected) => {
    expect(resourcesOf({ type: "aws_ebs_volume", action }).map(remains)).toEqual([expected]);
  });

  test("of data that is read is false", () => {
    const written = { type: "aws_ami", address: 'module.a["x"].data.aws_ami.b', action: "read" };
    expect(resourcesOf(written).map(remains)).toEqual([false]);
  });

  test("of a manifest is true", () => {
    expect(resourcesOf({ apiVersion: "v1", kind: "Pod", metadata: { name: "a" } }).map(remains)).toEqual([true]);
  });
});

describe("addresses", () => {
  test.each([
    ["aws_instance.a", "aws_instance.a", ""],
    ["module.a[0].aws_instance.b[1]", "module.a.aws_instance.b", "[0][1]"],
    ['aws_instance.b["x.y[0]"]', "aws_instance.b", '["x.y[0]"]'],
    ['aws_instance.b["a\\"]b"].id', "aws_instance.b.id", '["a\\"]b"]'],
  ])("%s", (address, plain, keys) => {
    expect([withoutInstanceKeys(address), instanceKeys(address)]).toEqual([plain, keys]);
  });
});
