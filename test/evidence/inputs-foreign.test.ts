import { describe, expect, test } from "bun:test";
import { type Resource, sensitiveValue, unknownValue } from "../../src/domain/resource.ts";
import { provenanceStatement, resource } from "../../src/evidence/inputs-foreign.ts";
import { sourceOf } from "../support/build.ts";
import { keyPair, provenanceOf, statementJson } from "../support/provenance.ts";
import { toleranceOf } from "../support/shape.ts";

const bucket: Resource = {
  address: "aws_s3_bucket.logs",
  type: "aws_s3_bucket",
  platform: "terraform",
  actions: ["create"],
  values: { z: "1", a: [unknownValue, { b: sensitiveValue }], n: null, "10": 1 },
  references: new Map([["bucket", ["aws_s3_bucket.other"]]]),
  source: sourceOf("plan.json"),
};

test("resource is taken as it is, and nothing else is", () => {
  expect(resource.parse(bucket)).toEqual(bucket);
  expect(toleranceOf(resource, bucket)).toEqual({ optional: ["actions"], untyped: [], isOpen: false });
});

test("resource keeps the very object of its values, whose order counts", () => {
  expect(resource.parse(bucket).values).toBe(bucket.values);
});

describe("resource refuses values", () => {
  test.each<[string, unknown]>([
    ["that are a text", "{}"],
    ["that are a list", []],
    ["that are hidden whole", unknownValue],
    ["with a strange symbol", { a: [Symbol("unknown")] }],
    ["with undefined", { a: undefined }],
    ["with a bigint", { a: 1n }],
    ["with bytes", { a: { b: Uint8Array.of(1) } }],
    ["with a map", { a: new Map() }],
    ["without a prototype inside", { a: Object.create(null) }],
  ])("%s", (_, values) => {
    expect(resource.safeParse({ ...bucket, values }).success).toBe(false);
  });
});

test("provenanceStatement is taken as it is, and nothing else is", () => {
  const statement = provenanceOf(statementJson(), keyPair("k"));
  expect(provenanceStatement.parse(statement)).toEqual(statement);
  const { optional, ...others } = toleranceOf(provenanceStatement, statement);
  expect(optional.toSorted()).toEqual(["buildType", "builder", "origin", "ref", "sealed"]);
  expect(others).toEqual({ untyped: [], isOpen: false });
});

test.each<[string, object]>([
  ["a payload that is no bytes", { payload: "e30=" }],
  ["a signature that is no bytes", { signatures: [{ sig: "e30=" }] }],
  ["a signature with more", { signatures: [{ sig: Uint8Array.of(1), cert: "x" }] }],
])("provenanceStatement refuses %s", (_, over) => {
  const statement = provenanceOf(statementJson(), keyPair("k"));
  expect(provenanceStatement.safeParse({ ...statement, sealed: { ...statement.sealed, ...over } }).success).toBe(false);
});
