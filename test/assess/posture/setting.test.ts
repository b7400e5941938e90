import { describe, expect, test } from "bun:test";
import {
  atLeast,
  isModernTls,
  mustBe,
  mustBeGiven,
  mustBeSet,
  mustMatch,
  settingOf,
} from "../../../src/assess/posture/setting.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { sensitiveValue, unknownValue, type ValueObject } from "../../../src/domain/resource.ts";
import { resourcesOf } from "../../support/posture-case.ts";

describe("settingOf()", () => {
  test("follows blocks and says where it looked", () => {
    expect(settingOf({ site: [{ tls: "1.2" }] }, "site.0.tls")).toEqual({ at: "site[0].tls", value: "1.2" });
    expect(settingOf({ site: [] }, "site.0.tls")).toEqual({ at: "site[0].tls", value: undefined });
    expect(settingOf({ site: unknownValue }, "site.0.tls").value).toBe(unknownValue);
  });

  test("takes the known one of several names, then the hidden one, then the first", () => {
    expect(settingOf({ a: unknownValue, b: false }, ["a", "b"])).toEqual({ at: "b", value: false });
    expect(settingOf({ b: unknownValue }, ["a", "b"])).toEqual({ at: "b", value: unknownValue });
    expect(settingOf({}, ["a", "b"])).toEqual({ at: "a", value: undefined });
  });

  test.each([[null], [""], [[]]])("counts %p as not set", (value) => {
    expect(settingOf({ a: value }, "a").value).toBeUndefined();
  });
});

describe("mustBe()", () => {
  test.each([
    [{ a: true }, "pass"],
    [{ a: "True" }, "pass"],
    [{ a: false }, "fail"],
    [{}, "fail"],
    [{ a: unknownValue }, "unknown"],
    [{ a: [{ b: 1 }] }, "fail"],
  ] as const)("%p %s", (values, status) => {
    expect(mustBe(values, "a", true, false).status).toBe(status);
  });

  test("of nothing set says what the provider makes of it", () => {
    expect(mustBe({}, "a", true, true)).toEqual({ status: "pass", at: "a", found: "a is not set" });
    expect(mustBe({}, "a", true, undefined).status).toBe("unknown");
  });
});

test("mustMatch() quotes what it found, shortened", () => {
  expect(mustMatch({ a: 7 }, "a", atLeast(90), false)).toEqual({ status: "fail", at: "a", found: "a is 7" });
  expect(mustMatch({ site: [{ tls: 1 }] }, "site.0.tls", () => false, false).found).toBe("tls is 1");
  expect(mustMatch({ a: "x".repeat(500) }, "a", () => false, false).found?.length).toBeLessThan(75);
});

test("mustBeSet() tells blocks, texts, secrets and what is not known apart", () => {
  const values: ValueObject = {
    block: [{ b: 1 }],
    none: [],
    text: "x",
    unknown: unknownValue,
    secret: sensitiveValue,
    empty: {},
  };
  const statuses = Object.keys(values).map((key) => mustBeSet(values, key).status);
  expect(statuses).toEqual(["pass", "fail", "pass", "unknown", "pass", "fail"]);
});

test("isModernTls() knows the providers' spellings", () => {
  const modern = ["TLS1_2", "1.2", "1.3", "Tls12", "TLS12", "TLS_1_2", "TLSv1.2", "TLSv1_2", "TLS1_3"];
  expect(modern.filter((text) => !isModernTls(text))).toEqual([]);
  const old = ["TLS1_0", "1.0", "Tls11", "TLSEnforcementDisabled", "", "SSL3", "12.1", "Disabled"];
  expect(old.filter(isModernTls)).toEqual([]);
});

test("atLeast() compares numbers, and nothing is none", () => {
  expect(["89", "90", "", "x"].map(atLeast(90))).toEqual([false, true, false, false]);
});

test("mustBeGiven() takes a reference into the deployment for a value", () => {
  const written = (refs: string) => [
    { type: "a_disk", values: { key: "<unknown>" }, refs: { key: refs } },
    { type: "a_key", name: "k", values: {} },
  ];
  const statusOf = (refs: string) => {
    const resources = resourcesOf(written(refs));
    return resources[0] && mustBeGiven(resources[0], deploymentOf(resources), "key").status;
  };
  expect([statusOf("a_key.k"), statusOf("local.key")]).toEqual(["pass", "unknown"]);
});
