import { afterAll, expect, test } from "bun:test";
import { environment } from "../../../src/doors/system/environment.ts";

const name = "FIXOPS_TEST_VARIABLE";

afterAll(() => {
  delete process.env[name];
});

test("environment() takes an empty variable for an absent one", () => {
  expect(environment(name)).toBeUndefined();
  process.env[name] = "";
  expect(environment(name)).toBeUndefined();
  process.env[name] = " ";
  expect(environment(name)).toBe(" ");
});

test("environment() does not know what objects inherit", () => {
  expect(environment("constructor")).toBeUndefined();
  expect(environment("__proto__")).toBeUndefined();
});
