import { expect, test } from "bun:test";
import { entriesOf, listedEntries, plainSecretIn } from "../../../src/assess/posture/secret-names.ts";
import { sensitiveValue, unknownValue } from "../../../src/domain/resource.ts";

test.each([
  [{ DB_PASSWORD: "hunter2" }, true],
  [{ DB_PASSWORD: "@Microsoft.KeyVault(SecretUri=x)" }, false],
  [{ DB_PASSWORD: "" }, false],
  [{ PORT: "80" }, false],
  [{ DB_PASSWORD: unknownValue }, undefined],
  [{ DB_PASSWORD: sensitiveValue }, undefined],
  [{ DB_PASSWORD: unknownValue, API_TOKEN: "abc" }, true],
] as const)("plainSecretIn() %#", (values, expected) => {
  expect(plainSecretIn(entriesOf(values) ?? []).isThere).toBe(expected);
});

test.each([
  [[[unknownValue, "hunter2"]], undefined],
  [[[unknownValue, "/run/secrets/db"]], false],
  [[[unknownValue, unknownValue]], undefined],
  [
    [
      [unknownValue, "x"],
      ["DB_PASSWORD", "hunter2"],
    ],
    true,
  ],
  [[[null, "hunter2"]], false],
] as const)("plainSecretIn() of names that are hidden or missing %#", (entries, expected) => {
  expect(plainSecretIn(entries).isThere).toBe(expected);
});

test("listedEntries() takes names and values as they are", () => {
  const env = [{ name: unknownValue, value: "a" }, { name: "B" }];
  expect(listedEntries({ env }, "env")).toEqual([
    [unknownValue, "a"],
    ["B", null],
  ]);
  expect(listedEntries({ env: unknownValue }, "env")).toBeUndefined();
});

test("plainSecretIn() gives the name and never the value", () => {
  expect(JSON.stringify(plainSecretIn([["DB_PASSWORD", "hunter2"]]))).not.toContain("hunter2");
  expect(plainSecretIn([["DB_PASSWORD", "hunter2"]]).name).toBe("DB_PASSWORD");
});

test("entriesOf() of what is hidden is not known", () => {
  expect(entriesOf(unknownValue)).toBeUndefined();
  expect(entriesOf(undefined)).toEqual([]);
});
