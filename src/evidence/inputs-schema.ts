import { z } from "zod";
import type { Source } from "../domain/source.ts";

/** Parts of the shapes that the lines of the inputs document are held to. */

/**
 * The shape of a domain type, with a schema for each of its members: one that the domain gains and this document does not
 * is an error of the compiler, since it would be lost on the way to `replay`.
 */
export function shapeOf<T>(): <Shape extends { readonly [Member in keyof T]-?: z.ZodType }>(
  shape: Shape,
) => z.ZodObject<{ -readonly [Member in keyof Shape]: Shape[Member] }, z.core.$strict> {
  return (shape) => z.strictObject(shape);
}

export const text = z.string();
export const maybeText = text.exactOptional();
export const texts = z.array(text);

/** Any number: unlike `z.number()` also those that are not finite. */
export const number = z.custom<number>((value) => typeof value === "number", "expected a number");
export const maybeNumber = number.exactOptional();
export const flag = z.literal(true).exactOptional();

export const source: z.ZodType<Source> = shapeOf<Source>()({ input: text, pointer: text });

/** Yes, no, or that it is not known. */
export const answer = z.enum(["yes", "no", "unknown"]).exactOptional();
export const pairs = z.array(z.tuple([text, text]));
