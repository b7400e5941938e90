import { expect, test } from "bun:test";
import { Ajv } from "ajv";
import { schemaFaults } from "../../../src/ingest/schema/faults.ts";

/** The faults of a value in a schema, all of them looked for. */
function faultsOf(schema: object, value: unknown) {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
  validate(value);
  return schemaFaults(validate.errors ?? []);
}

const either = {
  oneOf: [
    { required: ["license"], properties: { license: { properties: { id: { enum: ["MIT"] } } } } },
    { required: ["expression"], properties: { expression: { type: "string" } } },
  ],
};

test("schemaFaults() tells of a choice what the form says that fits deepest", () => {
  expect(faultsOf(either, { license: { id: "mit" } })).toEqual([
    { pointer: "/license/id", message: "must be equal to one of the allowed values" },
  ]);
  expect(faultsOf(either, {})).toEqual([{ pointer: "", message: "fits none of the forms allowed here" }]);
  expect(faultsOf(either, { license: { id: "MIT" }, expression: "MIT" })).toEqual([
    { pointer: "", message: "fits more than one of the forms allowed here" },
  ]);
});

test("schemaFaults() keeps what was wrong before a choice, in another place", () => {
  const schema = { properties: { a: { type: "string" }, ab: either } };
  expect(faultsOf(schema, { a: 1, ab: {} }).map(({ pointer }) => pointer)).toEqual(["/a", "/ab"]);
});

test("schemaFaults() tells one fault of each place, five at most", () => {
  const schema = { items: { type: "string", enum: ["x"] } };
  expect(faultsOf(schema, [1, 2]).map(({ pointer, message }) => [pointer, message])).toEqual([
    ["/0", "must be string"],
    ["/1", "must be string"],
  ]);
  expect(faultsOf(schema, Array(9).fill(1))).toHaveLength(5);
});

test("schemaFaults() names the property that is too many, and cuts what is long", () => {
  const [fault] = faultsOf({ additionalProperties: false }, { ["a\u001b".repeat(999)]: 1 });
  expect(fault?.message).toStartWith('must not have the property "a\\u{1b}a');
  expect(fault?.message.length).toBeLessThan(400);
  const [deep] = faultsOf({ additionalProperties: { type: "string" } }, { ["b".repeat(5000)]: 1 });
  expect(deep?.pointer).toHaveLength(301);
});

test("schemaFaults() leaves out that a condition was met: its consequence tells what is wrong", () => {
  const schema: object = JSON.parse('{"if":{"required":["a"]},"then":{"required":["b"]}}');
  expect(faultsOf(schema, { a: 1 })).toEqual([{ pointer: "", message: "must have required property 'b'" }]);
});
