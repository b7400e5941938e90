import { Ajv, type AnySchemaObject, type ValidateFunction } from "ajv";
import type { SchemaFile, SchemaText, SchemaValidity } from "../../domain/schema-validity.ts";
import { stringFormats } from "../../standards/string-formats.ts";
import { schemaFaults } from "./faults.ts";
import { schemaPattern } from "./patterns.ts";
import type { PublishedSchema } from "./published.ts";
import { areUnique } from "./unique.ts";

/** Holds the value of a document that takes `bytes` against a schema. */
export type CheckSchema = (value: unknown, published: PublishedSchema, bytes: number) => SchemaValidity;

/**
 * Up to here all faults of a document are looked for, beyond it the first: the library keeps each that it finds, and
 * copies those of a list for each further element. A list of nothing but faults takes a second here, a minute at 512 KiB.
 */
const maxBytesForAll = 64 * 1024;

/** A check that compiles each schema once, when it is needed. */
export function schemaCheck(textOf: SchemaText): CheckSchema {
  const compiled = new Map<string, ValidateFunction>();
  const validator = (published: PublishedSchema, allErrors: boolean): ValidateFunction => {
    const key = `${published.file} ${allErrors}`;
    const known = compiled.get(key) ?? compile(published, allErrors, textOf);
    compiled.set(key, known);
    return known;
  };
  return (value, published, bytes) => {
    const { schema } = published;
    const first = validator(published, false);
    if (first(value)) return { status: "valid", schema };
    if (bytes > maxBytesForAll) return { status: "invalid", schema, faults: schemaFaults(first.errors ?? []) };
    const all = validator(published, true);
    all(value);
    return { status: "invalid", schema, faults: schemaFaults(all.errors ?? []) };
  };
}

/**
 * All schemas in the vocabulary of draft-07: those of draft-04 and 2020-12 here use no keyword that means something else
 * in it. Code that is neither inlined nor optimised is compiled in a third less time.
 */
function compile({ file, refersTo }: PublishedSchema, allErrors: boolean, textOf: SchemaText): ValidateFunction {
  const ajv = new Ajv({
    allErrors,
    strict: false,
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    logger: false,
    inlineRefs: false,
    ownProperties: true,
    code: { optimize: false, regExp: Object.assign(schemaPattern, { code: "schemaPattern" }) },
    formats: Object.fromEntries(stringFormats),
  });
  ajv.removeKeyword("uniqueItems");
  ajv.addKeyword({
    keyword: "uniqueItems",
    type: "array",
    schemaType: "boolean",
    error: { message: "must not hold the same item twice" },
    validate: (isAsked: boolean, items: readonly unknown[]) => !isAsked || areUnique(items),
  });
  for (const [address, part] of refersTo) ajv.addSchema(readSchema(part, textOf), address);
  return ajv.compile(readSchema(file, textOf));
}

/** A schema under the name that draft-06 gave to its address; by the old one the library refuses it. */
function readSchema(file: SchemaFile, textOf: SchemaText): AnySchemaObject {
  const { id, ...schema }: AnySchemaObject = JSON.parse(textOf(file));
  return typeof id === "string" ? { ...schema, $id: id } : schema;
}
