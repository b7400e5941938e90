import type { BooleanArgDef, EnumArgDef, PositionalArgDef, StringArgDef } from "citty";

/** Takes a value; `multiple` may stand several times and collects. */
export type StringFlag = StringArgDef & { readonly type: "string"; readonly multiple?: true };

/** Takes one of a few words. */
export type EnumFlag = Omit<EnumArgDef, "options"> & { readonly type: "enum"; readonly options: readonly string[] };

/** Takes no value. With `negativeDescription` it can be denied as `--no-<name>` and is undefined when absent. */
export type BooleanFlag = BooleanArgDef & { readonly type: "boolean" };

/** A word without a flag, in the order of the table; `multiple`, of the last one, takes all words that are left. */
export type PositionalFlag = PositionalArgDef & {
  readonly type: "positional";
  readonly options?: readonly string[];
  readonly multiple?: true;
};

/** citty's argument definitions, narrowed to what is parsed here, plus `multiple`. */
export type Flag = StringFlag | EnumFlag | BooleanFlag | PositionalFlag;

/** Name as it is typed, without the hyphens → flag. The order is that of the help. */
export type FlagTable = { readonly [name: string]: Flag };

type Word<F> = F extends { readonly options: readonly (infer Option)[] } ? Option : string;

type Value<F extends Flag> = F extends { readonly type: "boolean" }
  ? F extends { readonly negativeDescription: string }
    ? boolean | undefined
    : boolean
  : F extends { readonly multiple: true }
    ? readonly string[]
    : F extends { readonly required: true } | { readonly default: string }
      ? Word<F>
      : Word<F> | undefined;

/** What a table gives when it is parsed. */
export type Flags<T extends FlagTable> = { readonly [Name in keyof T]: Value<T[Name]> };

/** Flags of every command. */
export const globalFlags = {
  json: { type: "boolean", description: "print one JSON document, errors too, on standard output" },
  quiet: { type: "boolean", description: "print no notices and warnings" },
  verbose: { type: "boolean", description: "print details, and the stack of an internal error" },
  "no-color": { type: "boolean", description: "no colour, as with NO_COLOR or off a terminal" },
  help: { type: "boolean", alias: "h", description: "print this help" },
} as const satisfies FlagTable;
