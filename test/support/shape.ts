import type { z } from "zod";

/** What a schema of an object lets pass beside a value that it takes. */
export type Tolerance = {
  /** Members that may be missing. */
  readonly optional: readonly string[];
  /** Members that may be anything at all. */
  readonly untyped: readonly string[];
  /** Whether there may be one more. */
  readonly isOpen: boolean;
};

/** Takes each member of the value away and puts what no type is in its place. */
export function toleranceOf(schema: z.ZodType, value: object): Tolerance {
  const members = Object.entries(value);
  const takes = (changed: readonly (readonly [string, unknown])[]): boolean =>
    schema.safeParse(Object.fromEntries(changed)).success;
  const names = members.map(([name]) => name);
  return {
    optional: names.filter((name) => takes(members.filter(([other]) => other !== name))),
    untyped: names.filter((name) =>
      takes(members.map(([other, member]) => [other, other === name ? () => 0 : member])),
    ),
    isOpen: takes([...members, ["strange", 1]]),
  };
}
