import { FixopsError } from "../domain/error.ts";
import type { InputBytes, InputFile } from "../domain/input-file.ts";
import { type IngestOptions, readOptions } from "./ingest.ts";
import { type ReadOptions, readInput } from "./read-input.ts";
import { bearsOnDecision } from "./roles.ts";
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
export function inspect(inputs: readonly InputBytes[], options: IngestOptions): readonly Inspection[] {
  const reading = readOptions(options);
  return inputs.flatMap((input) => {
    try {
      return unpack([input], options.maxUnpacked).map((one) => inspectOne(one, reading));
    } catch (thrown) {
      return [refusalOf(input, thrown)];
    }
  });
}

function inspectOne(input: InputBytes, options: ReadOptions): Inspection {
  try {
    const { file, format } = readInput(input, options, (items) => bearsOnDecision(items, input.expected));
    return { name: input.name, file, title: format.title, sign: format.sign ?? "its content" };
  } catch (thrown) {
    return refusalOf(input, thrown);
  }
}

function refusalOf({ name, path = name }: InputBytes, thrown: unknown): Inspection {
  if (thrown instanceof FixopsError && thrown.code.startsWith("INPUT_")) return { name, refusal: thrown };
  throw new FixopsError("INTERNAL", `a reader failed on ${path}`, { where: { file: path }, cause: thrown });
}
