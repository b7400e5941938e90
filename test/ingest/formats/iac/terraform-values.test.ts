import { describe, expect, test } from "bun:test";
import { sensitiveValue, unknownValue, type ValueObject } from "../../../../src/domain/resource.ts";
import { plannedValues } from "../../../../src/ingest/formats/iac/terraform-values.ts";

describe("plannedValues()", () => {
  test.each<[string, unknown, ValueObject]>([
    ["what is known", { after: { a: 1, b: "x", c: null, d: [true] } }, { a: 1, b: "x", c: null, d: [true] }],
    ["what is told on apply", { after: { a: 1 }, after_unknown: { id: true } }, { a: 1, id: unknownValue }],
    [
      "parts of blocks",
      { after: { rule: [{ port: 22 }] }, after_unknown: { rule: [{ cidr: true }, true] } },
      { rule: [{ port: 22, cidr: unknownValue }, unknownValue] },
    ],
    ["a secret", { after: { s: "x", t: "y" }, after_sensitive: { s: true } }, { s: sensitiveValue, t: "y" }],
    ["a secret in a block", { after: { env: [{ v: "x" }] }, after_sensitive: { env: true } }, { env: sensitiveValue }],
    [
      "a secret that is not set",
      { after: { s: null, t: "", u: [] }, after_sensitive: { s: true, t: true, u: true } },
      { s: null, t: "", u: [] },
    ],
    [
      "a secret that is not known yet",
      { after: {}, after_unknown: { s: true }, after_sensitive: { s: true } },
      { s: unknownValue },
    ],
    [
      "a secret by its name, in a plan that marks none",
      { after: { admin_password: "x", password_policy: "y", password: null } },
      { admin_password: sensitiveValue, password_policy: "y", password: null },
    ],
    ["what is deleted", { after: null, after_unknown: {} }, {}],
    ["what is not told at all", {}, {}],
    ["hostile shapes", { after: [], after_unknown: true, after_sensitive: 7 }, {}],
    [
      "a switch about a secret, and a variable of the user's own, as they are",
      {
        after: {
          manage_master_user_password: false,
          environment: [{ variables: { DB_PASSWORD: "x" }, api_key: "y" }],
        },
      },
      {
        manage_master_user_password: false,
        environment: [{ variables: { DB_PASSWORD: "x" }, api_key: sensitiveValue }],
      },
    ],
  ])("reads %s", (_, change, expected) => {
    expect(plannedValues(change)).toEqual(expected);
  });
});
