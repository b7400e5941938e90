import { z } from "zod";
import { isObject } from "../standards/wire.ts";
import { overlayFileSchema } from "./schema.ts";

/** JSON Schema (2020-12) of an overlay file, for editors and for those who generate overlays. */
export function overlayJsonSchema(): { readonly [keyword: string]: unknown } {
  const { $schema, ...schema } = z.toJSONSchema(overlayFileSchema, { io: "input" });
  return {
    $schema,
    title: "fixops overlay",
    description:
      "Options of a fixops run. Later ones win: defaults, built-in overlay of the mode, overlay files in order, their profiles, environment, flags.",
    ...membersOptional(schema),
  };
}

/** An overlay is a part: no member of a mapping is needed, except in lists, which replace as a whole. */
function membersOptional(schema: { readonly [keyword: string]: unknown }): { readonly [keyword: string]: unknown } {
  const keywords = Object.entries(schema).filter(([keyword]) => keyword !== "required");
  return Object.fromEntries(keywords.map(([keyword, value]) => [keyword, below(keyword, value)]));
}

function below(keyword: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  if (keyword === "additionalProperties") return membersOptional(value);
  if (keyword !== "properties") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, isObject(member) ? membersOptional(member) : member]),
  );
}
