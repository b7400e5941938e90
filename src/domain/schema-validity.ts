/** What a publisher calls its schema, and which version of it is built in. */
export type SchemaName = { readonly name: string; readonly version?: string };

export type SchemaFault = {
  /** JSON pointer into the document; empty for the document itself. */
  readonly pointer: string;
  readonly message: string;
};

/**
 * Whether a document is what the schema of its format's publisher asks for; the same on disk. It decides nothing: each
 * reader tells by itself what it can use.
 */
export type SchemaValidity =
  | { readonly status: "valid"; readonly schema: SchemaName }
  /** At least one fault, at most `maxSchemaFaults`; of a document beyond 64 KiB the first alone. */
  | { readonly status: "invalid"; readonly schema: SchemaName; readonly faults: readonly SchemaFault[] }
  | { readonly status: "not_evaluated"; readonly why: string; readonly schema?: SchemaName };

/** Faults that are told of one document: enough to see what is wrong with the tool that wrote it. */
export const maxSchemaFaults = 5;

/** In a gate: one schema takes a fifth of a second to compile, and no rule depends on it. */
export const schemaNotEvaluated: SchemaValidity = { status: "not_evaluated", why: "only inspect evaluates it" };

/** A schema file that is built in. */
export type SchemaFile =
  | `bom-1.${2 | 3 | 4 | 5 | 6 | 7}.schema.json`
  | "cryptography-defs.schema.json"
  | "csaf_2.0.schema.json"
  | `cvss-v${"2.0" | "3.0" | "3.1"}.json`
  | "jsf-0.82.schema.json"
  | "known_exploited_vulnerabilities_schema.json"
  | "openvex-0.2.0.schema.json"
  | "sarif-schema-2.1.0.json"
  | "spdx-2.3.schema.json"
  | "spdx.schema.json";

export type SchemaText = (file: SchemaFile) => string;
