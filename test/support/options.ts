import { type AssessOptions, assessOptions } from "../../src/assess/index.ts";
import { isObject } from "../../src/standards/wire.ts";

/** The options of all assessors as they are without an overlay. */
export const assessDefaults: AssessOptions = defaults();

function defaults(): AssessOptions {
  const pairs = Object.entries(assessOptions).map(([key, schema]) => [key, schema.parse(undefined)] as const);
  const parsed: unknown = Object.fromEntries(pairs);
  if (!isDefaults(parsed)) throw new TypeError("an assessor's options have no defaults");
  return parsed;
}

function isDefaults(parsed: unknown): parsed is AssessOptions {
  return isObject(parsed) && Object.keys(assessOptions).every((key) => isObject(parsed[key]));
}
