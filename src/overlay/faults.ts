import { z } from "zod";
import { type ErrorCode, FixopsError, positionText, type Where } from "../domain/error.ts";
import { nearest } from "../standards/nearest.ts";
import { isObject, text, type WireObject } from "../standards/wire.ts";
import { caretFrame } from "./frame.ts";
import { homesOf, knownKeys, reservedKeys } from "./known-keys.ts";
import { type Layer, locate } from "./layer.ts";
import { valueAt } from "./merge.ts";
import { choiceText, expectationText, pathText, valueText } from "./wording.ts";

/** One thing that is wrong in a layer. */
export type Fault = {
  readonly code: ErrorCode;
  readonly layer: Layer;
  readonly where: Where;
  /** Made only for the faults that are told: a file may have a hundred thousand. */
  readonly words: () => Words;
};

type Words = { readonly what: string; readonly hint: string };

/** Faults that one error tells; more would hide the first. */
const maxFaults = 20;

const schemaHint = "`fixops overlay schema` prints every key and what it accepts";

/**
 * What zod found, as faults with their places. `layerOf` tells which layer a path comes from.
 * An unknown key is USAGE_OVERLAY_KEY, a bad value USAGE_OVERLAY_VALUE, and both are USAGE_BAD_VALUE
 * when they come from a flag or a variable.
 */
export function faultsOf(
  schema: z.ZodType,
  issues: readonly z.core.$ZodIssue[],
  layerOf: (path: readonly PropertyKey[]) => Layer,
): readonly Fault[] {
  const jsonSchema: unknown = z.toJSONSchema(schema, { io: "input" });
  const known = isObject(jsonSchema) ? jsonSchema : {};
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => keyFault(known, layerOf([...issue.path, key]), [...issue.path, key]));
    }
    const layer = layerOf(issue.path);
    return issue.code === "invalid_key" ? keyFault(known, layer, issue.path) : valueFault(layer, issue);
  });
}

/** One error for all faults, in the order of the text; code and place are those of the first. */
export function faultsError(faults: readonly Fault[]): FixopsError {
  const ordered = faults.toSorted((a, b) => compareWhere(a.where, b.where));
  const [first] = ordered;
  if (first === undefined) return new FixopsError("INTERNAL", "an overlay was refused without a fault");
  if (ordered.length === 1) return singleError(first);
  const lines = ordered.slice(0, maxFaults).map((fault) => `  ${placeOf(fault)}: ${fault.words().what}`);
  if (ordered.length > maxFaults) lines.push(`  and ${ordered.length - maxFaults} more`);
  const message = `the overlay has ${ordered.length} faults:\n${lines.join("\n")}`;
  return new FixopsError(first.code, message, { where: first.where, hint: `correct these places; ${schemaHint}` });
}

function singleError(fault: Fault): FixopsError {
  const { line, column } = fault.where;
  const frame =
    fault.layer.file === undefined || line === undefined || column === undefined
      ? ` (${fault.layer.origin})`
      : `\n${caretFrame(fault.layer.file.text, { line, column })}`;
  const { what, hint } = fault.words();
  return new FixopsError(fault.code, `${what}${frame}`, { where: fault.where, hint });
}

function placeOf({ layer, where }: Fault): string {
  return layer.file === undefined ? layer.origin : positionText(where);
}

function compareWhere(a: Where, b: Where): number {
  return (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);
}

function keyFault(known: WireObject, layer: Layer, path: readonly PropertyKey[]): Fault {
  return {
    code: layer.file === undefined ? "USAGE_BAD_VALUE" : "USAGE_OVERLAY_KEY",
    layer,
    where: locate(layer, path, "key"),
    words: () => keyWords(known, path),
  };
}

function keyWords(known: WireObject, path: readonly PropertyKey[]): Words {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  if (isReserved(parent, key)) {
    const what = `\`${pathText(path)}\` is a key that this version does not support yet; what it would set is not_evaluated`;
    return { what, hint: `remove \`${key}\` from the overlay` };
  }
  const candidates = knownKeys(known, parent);
  const [home] = homesOf(known, key);
  const meant = nearest(key, candidates) ?? home;
  const what = `\`${pathText(path)}\` is not a known key`;
  if (meant !== undefined) return { what: `${what}; did you mean \`${meant}\`?`, hint: `write \`${meant}\`` };
  return { what: candidates.length === 0 ? what : `${what}; expected ${choiceText(candidates)}`, hint: schemaHint };
}

/** Reserved at the top of a file and at the top of a profile. */
function isReserved(parent: readonly PropertyKey[], key: string): boolean {
  const isTop = parent.length === 0 || (parent.length === 2 && parent[0] === "profiles");
  return isTop && reservedKeys.includes(key);
}

function valueFault(layer: Layer, issue: z.core.$ZodIssue): Fault {
  return {
    code: layer.file === undefined ? "USAGE_BAD_VALUE" : "USAGE_OVERLAY_VALUE",
    layer,
    where: locate(layer, issue.path, "value"),
    words: () => valueWords(layer, issue),
  };
}

function valueWords(layer: Layer, issue: z.core.$ZodIssue): Words {
  const value = valueAt(layer.value, issue.path);
  const what = `\`${pathText(issue.path)}\` is ${valueText(value)}; expected ${expectationText(issue)}`;
  const meant = meantValue(issue, value);
  if (meant === undefined) return { what, hint: schemaHint };
  return { what: `${what}; did you mean \`${meant}\`?`, hint: `write \`${meant}\`` };
}

/** YAML 1.1 had many words for true and false, and people still write them. */
const booleanWords: ReadonlyMap<string, string> = new Map([
  ["yes", "true"],
  ["y", "true"],
  ["on", "true"],
  ["true", "true"],
  ["no", "false"],
  ["n", "false"],
  ["off", "false"],
  ["false", "false"],
]);

/** What was meant: of a list of values the nearest, of a custom rule what it says in `params.meant`. */
function meantValue(issue: z.core.$ZodIssue, value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  if (issue.code === "invalid_value") return nearest(value, issue.values.map(String));
  if (issue.code === "custom") return text(issue.params, "meant");
  return issue.code === "invalid_type" && issue.expected === "boolean"
    ? booleanWords.get(value.toLowerCase())
    : undefined;
}
