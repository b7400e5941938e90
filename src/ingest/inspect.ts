import type { FixopsError } from "../domain/error.ts";
import type { InputBytes, InputFile } from "../domain/input-file.ts";
import { faultOf, type IngestOptions, readOptions } from "./ingest.ts";
import { type ReadOptions, readInput } from "./read-input.ts";
import { bearsOnDecision } from "./roles.ts";
import type { CheckSchema } from "./schema/check.ts";
import { schemaValidity } from "./schema/validity.ts";
import { unpack } from "./unpack.ts";

/** What one file is, or why it is refused. Unlike a run, an inspection goes on after a file that is. */
export type Inspection =
  | {
      readonly name: string;
      readonly file: InputFile;
      /** Name of the format for people. */
      readonly title: string;
      /** What tells the format, in words. */
      readonly sign: string;
    }
  | { readonly name: string; readonly refusal: FixopsError };

/** Each input by itself, in the order given; those that are packed, file by file. Throws INTERNAL only. */
export function inspect(
  inputs: readonly InputBytes[],
  options: IngestOptions,
  checkSchema: CheckSchema,
): readonly Inspection[] {
  const reading = readOptions(options);
  return inputs.flatMap((input) => {
    try {
      return unpack([input], options.maxUnpacked).map((one) => inspectOne(one, reading, checkSchema));
    } catch (thrown) {
      return [refusalOf(input, thrown)];
    }
  });
}

function inspectOne(input: InputBytes, options: ReadOptions, checkSchema: CheckSchema): Inspection {
  try {
    const outcome = readInput(input, options, (items) => bearsOnDecision(items, input.expected));
    const file: InputFile = { ...outcome.file, schema: schemaValidity(input, outcome, checkSchema) };
    return { name: input.name, file, title: outcome.format.title, sign: outcome.format.sign };
  } catch (thrown) {
    return refusalOf(input, thrown);
  }
}

function refusalOf(input: InputBytes, thrown: unknown): Inspection {
  return { name: input.name, refusal: faultOf(thrown, input) };
}
